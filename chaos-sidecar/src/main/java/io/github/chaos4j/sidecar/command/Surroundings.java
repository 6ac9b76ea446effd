package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.AgentDirectory;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * What a verb knows of the world beside its arguments.
 *
 * @param ansi whether to colour where {@code --color} does not say
 */
public record Surroundings(
        Map<String, String> environment,
        AgentDirectory directory,
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Ansi ansi) {}
