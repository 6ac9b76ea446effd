package io.github.chaos4j.sidecar.output;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** JSON text to maps, lists and scalars. Reads YAML 1.2 as well, of which JSON is a part. */
public final class JsonReader {
    private JsonReader() {}

    /**
     * The value, null for an empty text.
     *
     * @throws IllegalArgumentException with the place, if the text is neither JSON nor YAML
     */
    public static @Nullable Object read(String text) {
        try {
            return new Load(LoadSettings.builder().setLabel("input").build()).loadFromString(text);
        } catch (YamlEngineException notYaml) {
            throw new IllegalArgumentException(notYaml.getMessage(), notYaml);
        }
    }
}
