package io.opentelemetry.javaagent.bootstrap;

import java.net.URL;
import java.net.URLClassLoader;

/** Known as another agent's by its package alone. */
public final class FakeAgentClassLoader extends URLClassLoader {
    public FakeAgentClassLoader(URL[] urls) {
        super(urls);
    }
}
