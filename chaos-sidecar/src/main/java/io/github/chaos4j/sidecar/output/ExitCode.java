package io.github.chaos4j.sidecar.output;

/** What the command returns to the shell. Documented in {@code --help}; scripts depend on these numbers. */
public enum ExitCode {
    OK(0, "done"),
    REFUSED(1, "the agent refused: the gate is closed, the id is taken or unknown, a cap is passed, a field is wrong"),
    USAGE(2, "the command line or a fault is written wrongly; nothing was sent"),
    NO_AGENT(3, "no agent was found, or it does not answer"),
    NOT_AUTHORISED(4, "the agent does not accept the token, or the token cannot be read"),
    ATTACH_FAILED(5, "the agent could not be attached to that process"),
    AGENT_FAILED(6, "the agent answered with an error of its own, or not as an agent does"),
    NOT_VERIFIED(7, "status --verify: the weaving does not work as it should"),
    FAILED(70, "an error of this command itself");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }
}
