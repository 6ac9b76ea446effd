package io.github.chaos4j.sidecar.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in columns as wide as their widest cell; the last column is not filled. Not thread-safe. */
public final class Table {
    private static final String COLOUR = "\u001b\\[[0-9;]*m";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        row(headings);
    }

    public Table row(String... cells) {
        rows.add(Arrays.asList(cells));
        return this;
    }

    public void print(Terminal terminal) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        boolean heading = true;
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i));
                if (i < columns - 1) {
                    line.append(" ".repeat(widths[i] - width(row.get(i)) + 2));
                }
            }
            terminal.line(heading ? terminal.faint(line.toString()) : line.toString());
            heading = false;
        }
    }

    private static int width(String cell) {
        return cell.replaceAll(COLOUR, "").length();
    }
}
