package io.github.chaos4j.sidecar.agent;

import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Fields;
import io.github.chaos4j.sidecar.output.JsonReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent answered to a request that it carried out.
 *
 * @param body JSON, or empty
 */
public record Answer(int status, String body) {

    public Fields fields() {
        return Fields.of(json());
    }

    /** Of an answer that is one object, or a list of them, or an object that holds the list under this key. */
    public List<Fields> objects(String key) {
        Fields fields = fields();
        return fields.has(key) ? fields.list(key) : Fields.objects(json());
    }

    private @Nullable Object json() {
        try {
            return JsonReader.read(body);
        } catch (IllegalArgumentException notJson) {
            throw new CommandFailure(
                    ExitCode.AGENT_FAILED, "the answer is not JSON; is there really an agent under that URL?");
        }
    }
}
