package io.github.chaos4j.it.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A document of the project and its fenced blocks. */
record Document(Path file, List<Block> blocks) {
    private static final String FENCE = "```";

    /** The root of the project: integration tests run in their module's folder. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /**
     * One fenced block.
     *
     * @param language the word after the fence; empty if there is none
     * @param line     of the fence, from 1
     */
    record Block(String language, String text, int line) {}

    static List<Document> all() {
        List<Document> documents = new ArrayList<>(List.of(read(ROOT.resolve("README.md"))));
        try (var files = Files.list(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Document::read)
                    .forEach(documents::add);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return documents;
    }

    static Document read(Path file) {
        try {
            return new Document(file, blocks(Files.readAllLines(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Block> blocks(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                int start = i++;
                StringBuilder text = new StringBuilder();
                for (; !lines.get(i).startsWith(FENCE); i++) {
                    text.append(lines.get(i)).append('\n');
                }
                blocks.add(new Block(lines.get(start).substring(FENCE.length()), text.toString(), start + 1));
            }
        }
        return blocks;
    }

    List<Block> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
