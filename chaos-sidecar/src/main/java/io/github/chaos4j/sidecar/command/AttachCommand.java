package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.api.text.Json;
import io.github.chaos4j.sidecar.agent.AgentAddress;
import io.github.chaos4j.sidecar.attach.JvmAttach;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chaos attach}: brings the agent into a running JVM. */
@Command(
        name = "attach",
        description = {
            "Bring the agent into a running JVM of this host, also one in a container. Once it is there, attaching"
                    + " again changes nothing.",
            "A JVM of version 21 or later prints warnings about a dynamically loaded agent; it was started without"
                    + " -XX:+EnableDynamicAgentLoading, and nothing is wrong."
        },
        footer = {"", "Example:", "  chaos attach 4242 --enable --set service=checkout --set http=127.0.0.1:8500"})
public final class AttachCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "PID", description = "The process id of the JVM as this host sees it.")
    private long pid;

    @Option(
            names = "--enable",
            description = "The consent to disturb that process, where it was not started with CHAOS_ENABLED=true."
                    + " An explicit false there wins.")
    private boolean enable;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the agent, such as http=off or service=checkout.")
    private Map<String, String> settings = new LinkedHashMap<>();

    public AttachCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal terminal = output.terminal(surroundings);
        JvmAttach attach = JvmAttach.to(pid);
        Optional<AgentAddress> present = surroundings.directory().find(pid).or(attach::present);
        if (present.isPresent()) {
            show(present.get(), "an agent is there already: ", terminal);
            return ExitCode.OK.number();
        }
        checkConsent(attach);
        JvmAttach.Result result = attach.load(arguments());
        if (result.warned() && !output.isJson()) {
            terminal.line(terminal.faint("the process has printed warnings about a dynamically loaded agent: they are"
                    + " expected, and go with -XX:+EnableDynamicAgentLoading"));
        }
        return report(result, terminal);
    }

    private void checkConsent(JvmAttach attach) {
        Optional<String> consent = attach.consent();
        if (consent.equals(Optional.of("false"))) {
            throw new CommandFailure(
                    ExitCode.ATTACH_FAILED,
                    "process " + pid + " was started with CHAOS_ENABLED or chaos.enabled=false, which wins over any"
                            + " other consent",
                    "nothing was sent to it");
        }
        boolean said = enable || consent.equals(Optional.of("true")) || "true".equals(settings.get("enabled"));
        if (!said) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "nobody has said yet that process " + pid + " may be disturbed; nothing was sent to it",
                    "say it by --enable, or start the process with CHAOS_ENABLED=true");
        }
    }

    private Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        if (enable) {
            arguments.put("enabled", "true");
        }
        arguments.putAll(settings);
        return arguments;
    }

    private int report(JvmAttach.Result result, Terminal terminal) {
        Optional<AgentAddress> agent = result.agent();
        if (agent.isPresent()) {
            show(agent.get(), terminal.green("attached: "), terminal);
            if (result.inAnotherNetwork() && !output.isJson()) {
                terminal.line("its network is not that of this shell: run the chaos command beside it, or attach with"
                        + " --set http=0.0.0.0:8475 and a published port");
            }
            return ExitCode.OK.number();
        }
        if ("off".equalsIgnoreCase(settings.get("http"))) {
            terminal.line(terminal.green("attached: ") + "pid " + pid + ", HTTP is off: use JMX");
            return ExitCode.OK.number();
        }
        throw new CommandFailure(
                ExitCode.ATTACH_FAILED,
                "the agent came in but tells no address: it stays out, or cannot write to its temporary directory",
                "the line that begins with chaos4j on the stderr of process " + pid + " says why");
    }

    private void show(AgentAddress agent, String what, Terminal terminal) {
        if (output.isJson()) {
            terminal.raw(Json.write(Map.of("pid", pid, "url", agent.url().toString(), "mainClass", agent.mainClass())));
        } else {
            terminal.line(what + agent);
        }
    }
}
