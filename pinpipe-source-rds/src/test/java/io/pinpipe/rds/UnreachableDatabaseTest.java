package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The errors of the source before a login. */
class UnreachableDatabaseTest {

    private static final String PASSWORD = "pass-word of nobody";

    @Test
    void aHostThatNobodyKnows() {
        Refusal refusal = Refusal.of(at("no-such-host.invalid", 3306));

        assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refusal.sentence())
                .isEqualTo("the database's host no-such-host.invalid cannot be resolved:"
                        + " check HOST, and that this machine's DNS or VPN resolves it");
        assertThat(refusal.everything()).doesNotContain(PASSWORD);
    }

    @Test
    void aPortThatNothingListensOn() throws IOException {
        int port;
        try (ServerSocket socket = listening(1)) {
            port = socket.getLocalPort();
        }

        Refusal refusal = Refusal.of(at("127.0.0.1", port));

        assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refusal.sentence())
                .isEqualTo(
                        "nothing accepts connections at the database server 127.0.0.1:" + port
                                + ": check HOST and PORT, and that the database is running and its firewall admits this machine");
        assertThat(refusal.everything()).doesNotContain(PASSWORD);
    }

    @Test
    void aServerThatDoesNotAnswerTheCall() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = listening(1)) {
            fill(full, waiting);

            Refusal refusal = Refusal.of(
                    RdsPostSource.builder(at("127.0.0.1", full.getLocalPort())).connectTimeout(Duration.ofMillis(300)));

            assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(refusal.sentence())
                    .isEqualTo("the database server 127.0.0.1:" + full.getLocalPort()
                            + " did not respond in time: check HOST and PORT, and that the database's security group or"
                            + " firewall admits this machine");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void aServerThatAcceptsAndStaysSilent() throws IOException {
        try (ServerSocket silent = listening(50)) {
            Refusal refusal = Refusal.of(RdsPostSource.builder(at("127.0.0.1", silent.getLocalPort()))
                    .connectTimeout(Duration.ofMillis(300))
                    .readTimeout(Duration.ofMillis(300)));

            assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(refusal.sentence())
                    .contains(
                            "127.0.0.1:" + silent.getLocalPort(),
                            "stopped responding",
                            "check that it is a MySQL server");
        }
    }

    @Test
    @Timeout(60)
    void aServerThatStaysSilentIsWaitedForAsLongAsAConnectionMayTakeAndNotAsAQueryMay() throws IOException {
        try (ServerSocket silent = listening(50)) {
            Refusal refusal = Refusal.of(RdsPostSource.builder(at("127.0.0.1", silent.getLocalPort()))
                    .connectTimeout(Duration.ofMillis(300))
                    .readTimeout(Duration.ofMinutes(5)));

            assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(refusal.sentence()).contains("stopped responding");
        }
    }

    private static RdsCredentials at(String host, int port) {
        return RdsCredentials.builder(host, "nobody", PASSWORD).port(port).build();
    }

    private static ServerSocket listening(int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    /** Connects until the system's accept queue is full. */
    private static void fill(ServerSocket server, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 100; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new AssertionError("this machine lets any number of connections wait");
    }
}
