package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.spi.Hook;
import java.util.List;

/**
 * What is woven into one class. Immutable.
 *
 * @param className the binary name
 * @param sites     in the order of the catalogue
 */
record WeavePlan(String className, List<Site> sites) {

    /** One hook in one method; a method may have one hook of each role. */
    record Site(Hook hook, String method, String descriptor) {}

    /** The hooks, each once. */
    List<Hook> hooks() {
        return sites.stream().map(Site::hook).distinct().toList();
    }
}
