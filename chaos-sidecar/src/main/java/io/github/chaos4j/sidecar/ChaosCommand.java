package io.github.chaos4j.sidecar;

import io.github.chaos4j.sidecar.agent.AgentDirectory;
import io.github.chaos4j.sidecar.command.AgentsCommand;
import io.github.chaos4j.sidecar.command.ArmCommand;
import io.github.chaos4j.sidecar.command.AttachCommand;
import io.github.chaos4j.sidecar.command.CallsCommand;
import io.github.chaos4j.sidecar.command.CompletionCommand;
import io.github.chaos4j.sidecar.command.DisarmCommand;
import io.github.chaos4j.sidecar.command.EventsCommand;
import io.github.chaos4j.sidecar.command.ExplainCommand;
import io.github.chaos4j.sidecar.command.PauseCommand;
import io.github.chaos4j.sidecar.command.ResumeCommand;
import io.github.chaos4j.sidecar.command.StatusCommand;
import io.github.chaos4j.sidecar.command.StopCommand;
import io.github.chaos4j.sidecar.command.Surroundings;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Terminal;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The {@code chaos} command. */
@Command(
        name = "chaos",
        description = "Faults in a running JVM, from outside: arm, look, disarm.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            StatusCommand.class,
            ArmCommand.class,
            DisarmCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            StopCommand.class,
            ExplainCommand.class,
            CallsCommand.class,
            EventsCommand.class,
            AgentsCommand.class,
            AttachCommand.class,
            CompletionCommand.class
        })
public final class ChaosCommand {
    private ChaosCommand() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Surroundings surroundings =
                new Surroundings(System.getenv(), AgentDirectory.ofThisMachine(), System.in, out, err, Ansi.AUTO);
        System.exit(run(surroundings, arguments));
    }

    /** Runs one verb. Returns the exit code. */
    public static int run(Surroundings surroundings, String... arguments) {
        return commandLine(surroundings).execute(arguments);
    }

    private static CommandLine commandLine(Surroundings surroundings) {
        CommandLine chaos = new CommandLine(new ChaosCommand(), new Verbs(surroundings));
        chaos.setOut(surroundings.out());
        chaos.setErr(surroundings.err());
        chaos.setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.ansi()));
        Terminal terminal = new Terminal(surroundings.out(), surroundings.err(), surroundings.ansi());
        chaos.setParameterExceptionHandler(ChaosCommand::misused);
        chaos.setExecutionExceptionHandler((exception, verb, parsed) -> failed(exception, parsed, terminal));
        describe(chaos);
        return chaos;
    }

    /** What every verb has: --help, --version, the exit codes. */
    private static void describe(CommandLine command) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(Integer.toString(code.number()), code.meaning());
        }
        CommandSpec spec = command.getCommandSpec();
        spec.mixinStandardHelpOptions(true).version("chaos " + version());
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
        command.getSubcommands().values().forEach(ChaosCommand::describe);
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        command.getErr().println(misuse.getMessage());
        command.getErr().println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.number();
    }

    private static int failed(Exception exception, ParseResult parsed, Terminal terminal) {
        if (exception instanceof CommandFailure failure) {
            failure.show(terminal, wantsJson(parsed));
            return failure.exitCode().number();
        }
        terminal.error("an error of the chaos command itself, please report it: " + exception);
        for (StackTraceElement frame : exception.getStackTrace()) {
            terminal.error("  at " + frame);
        }
        return ExitCode.FAILED.number();
    }

    private static boolean wantsJson(ParseResult parsed) {
        return parsed.hasSubcommand() ? wantsJson(parsed.subcommand()) : parsed.hasMatchedOption("--json");
    }

    private static String version() {
        return Optional.ofNullable(ChaosCommand.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }

    /** Hands the surroundings to each verb; everything else picocli makes itself. */
    private record Verbs(Surroundings surroundings) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Surroundings.class})) {
                    return type.cast(constructor.newInstance(surroundings));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
