package io.github.chaos4j.agent.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.chaos4j.agent.spi.Peer;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class HttpPeersTest {
    private final HttpPeers peers = new HttpPeers();

    @Test
    void aPeerIsNamedByItsHostAndByHostAndPort() {
        assertThat(peers.of("product", 8081).names()).containsExactly("product", "product:8081");
    }

    @Test
    void anIpv6AddressKeepsItsBracketsBeforeAPortOnly() {
        assertThat(peers.of("[::1]", 8081).names()).containsExactly("::1", "[::1]:8081");
        assertThat(peers.of("::1", 8081).names()).containsExactly("::1", "[::1]:8081");
    }

    @Test
    void theSchemeFillsInThePort() {
        assertThat(HttpPeers.port(-1, "https")).isEqualTo(443);
        assertThat(HttpPeers.port(-1, "HTTPS")).isEqualTo(443);
        assertThat(HttpPeers.port(-1, "http")).isEqualTo(80);
        assertThat(HttpPeers.port(8081, "https")).isEqualTo(8081);
    }

    @Test
    void theSameHostAndPortIsTheSamePeerAndAnotherPortIsNot() {
        Peer first = peers.of("product", 80);

        assertThat(peers.of("product", 443)).isNotSameAs(first);
        assertThat(peers.of("product", 80)).isSameAs(first);
    }

    @Test
    void aCrawlersHostsAreNotKept() {
        for (int host = 0; host < 5000; host++) {
            peers.of("host" + host, 80);
        }

        assertThat(peers.of("host0", 80)).isSameAs(peers.of("host0", 80));
        assertThat(peers.of("host4999", 80)).isNotSameAs(peers.of("host4999", 80));
        assertThat(peers.of("host4999", 80).names()).containsExactly("host4999", "host4999:80");
    }

    @Test
    void aRepeatedLookUpAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        peers.of("product", 443);
        peers.of("product", 80);
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        for (int call = 0; call < 10_000; call++) {
            peers.of("product", 443);
        }

        assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(10_000);
    }
}
