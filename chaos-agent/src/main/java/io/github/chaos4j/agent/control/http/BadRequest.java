package io.github.chaos4j.agent.control.http;

/** What was sent is not the HTTP that this server speaks; the connection is closed after the answer. */
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    BadRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    Response response() {
        return Response.error(status, "", "", String.valueOf(getMessage()));
    }
}
