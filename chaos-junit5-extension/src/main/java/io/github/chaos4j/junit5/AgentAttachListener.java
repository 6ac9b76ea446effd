package io.github.chaos4j.junit5;

import io.github.chaos4j.agent.ChaosAgent;
import io.github.chaos4j.api.Chaos;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Attaches the agent to the test JVM before the first test class is loaded. JUnit finds it by itself, from version
 * 5.10 to 6.1. Does nothing where the agent is in the JVM already, by {@code -javaagent} or by an earlier session, nor
 * with {@code -Dchaos.agent.autoAttach=false}.
 *
 * <p>To have this class on the test class path is the consent to disturb the test JVM; an {@code enabled=false} in its
 * settings still wins. The control API stays off: tests arm through {@link Chaos}.
 */
public final class AgentAttachListener implements LauncherSessionListener {
    private static final String SWITCH = "chaos.agent.autoAttach";
    private static final Logger LOG = System.getLogger(AgentAttachListener.class.getName());

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        boolean wanted = !"false".equalsIgnoreCase(System.getProperty(SWITCH));
        if (wanted && !Chaos.isAvailable()) {
            attach();
        }
    }

    /** A test that arms a fault fails without an agent and says why; the others are to run as they always did. */
    private static void attach() {
        try {
            ChaosAgent.install(ByteBuddyAgent.install(), "enabled=true,http=off");
        } catch (IllegalStateException | LinkageError failure) {
            LOG.log(
                    Level.WARNING,
                    "no Chaos4J agent in this test JVM; start it with -javaagent:chaos-agent.jar=enabled=true,http=off,"
                            + " or leave it out with -D" + SWITCH + "=false",
                    failure);
        }
    }
}
