package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.AgentAddress;
import io.github.chaos4j.sidecar.agent.AgentClient;
import io.github.chaos4j.sidecar.agent.Token;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which agent a verb talks to. With exactly one on this machine nothing need be said. */
final class AgentOptions {
    /** By process or by URL. */
    static final class Which {
        @Option(names = "--pid", paramLabel = "PID", description = "The agent in that process.")
        private @Nullable Long pid;

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "The agent under that URL, for example http://127.0.0.1:8475.")
        private @Nullable URI url;
    }

    @ArgGroup(exclusive = true)
    private Which which = new Which();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The file with the agent's token; else CHAOS_TOKEN, CHAOS_TOKEN_FILE or the file that the"
                    + " agent wrote.")
    private @Nullable Path tokenFile;

    AgentClient connect(Surroundings surroundings) {
        return client(address(surroundings), surroundings);
    }

    /** Every agent of this machine, or the one that was named. */
    List<AgentClient> connectAll(Surroundings surroundings) {
        if (which.pid != null || which.url != null) {
            return List.of(connect(surroundings));
        }
        List<AgentAddress> agents = surroundings.directory().list();
        if (agents.isEmpty()) {
            throw none(surroundings);
        }
        return agents.stream().map(agent -> client(agent, surroundings)).toList();
    }

    private AgentClient client(AgentAddress address, Surroundings surroundings) {
        return new AgentClient(address, Token.find(tokenFile, surroundings.environment(), address));
    }

    private AgentAddress address(Surroundings surroundings) {
        URI url = which.url;
        if (url != null) {
            return AgentAddress.at(checked(url));
        }
        Long pid = which.pid;
        if (pid != null) {
            return surroundings
                    .directory()
                    .find(pid)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.NO_AGENT,
                            "no agent in process " + pid,
                            "attach one with `chaos attach " + pid + " --enable`, or start it with"
                                    + " -javaagent:chaos-agent.jar and CHAOS_ENABLED=true"));
        }
        List<AgentAddress> agents = surroundings.directory().list();
        if (agents.isEmpty()) {
            throw none(surroundings);
        }
        if (agents.size() > 1) {
            List<String> lines = new ArrayList<>(List.of("several agents run here; say which by --pid or --url:"));
            agents.forEach(agent -> lines.add("  " + agent));
            throw new CommandFailure(ExitCode.USAGE, lines);
        }
        return agents.get(0);
    }

    private static URI checked(URI url) {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--url \"" + url + "\" is not one of an agent: write http://127.0.0.1:8475");
        }
        return url;
    }

    private static CommandFailure none(Surroundings surroundings) {
        return new CommandFailure(
                ExitCode.NO_AGENT,
                "no agent found in " + surroundings.directory().temporaryDirectory(),
                "an agent of another machine or container is named by --url; one of another user is seen by that user"
                        + " or root",
                "to attach one to a running JVM: chaos attach PID --enable");
    }
}
