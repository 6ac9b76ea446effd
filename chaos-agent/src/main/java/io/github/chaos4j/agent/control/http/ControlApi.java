package io.github.chaos4j.agent.control.http;

import io.github.chaos4j.agent.control.Control;
import io.github.chaos4j.agent.control.HttpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The control API of this JVM, listening. */
public final class ControlApi implements AutoCloseable {
    private final HttpServer server;

    private ControlApi(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens at the address or, if its port is taken, at one of the 20 next.
     *
     * @param hosts further names accepted in {@code Host}, if the address is not loopback
     * @throws IOException if none is free or the host is unknown
     */
    public static ControlApi open(HttpAddress address, Tokens tokens, List<String> hosts, Control control)
            throws IOException {
        return open(address, tokens, hosts, control, Limits.DEFAULT);
    }

    static ControlApi open(HttpAddress address, Tokens tokens, List<String> hosts, Control control, Limits limits)
            throws IOException {
        InetAddress host = InetAddress.getByName(address.host());
        Admission admission = new Admission(tokens, host.isLoopbackAddress() ? List.of() : hosts);
        EventFeed feed = new EventFeed();
        Site site = new ControlSite(admission, new Routes(control), feed, control);
        ControlApi api = new ControlApi(HttpServer.open(new InetSocketAddress(host, address.port()), limits, site));
        control.engine().listen(feed);
        control.actions().listen(feed::acted);
        return api;
    }

    public int port() {
        return server.address().getPort();
    }

    /** Where a client on this host reaches it. */
    public String url() {
        InetAddress host = server.address().getAddress();
        String name = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
        return "http://" + (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port();
    }

    @Override
    public void close() {
        server.close();
    }
}
