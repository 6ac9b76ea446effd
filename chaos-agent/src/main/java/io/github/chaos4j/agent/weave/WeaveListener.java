package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.spi.Hook;
import java.util.List;

/** Hears what becomes of the classes that match. Called while a class is being loaded: quick, no class loading. */
public interface WeaveListener {

    void woven(String className, List<Hook> hooks);

    /** The class stays as it was. */
    void failed(String className, Throwable why);
}
