package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import io.pinpipe.testkit.servers.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The source when connections break and the database is unavailable. */
abstract class OutageCases extends SourceCases {

    /** More than the buffers of the connections hold, so that a break is noticed. */
    private static final int MANY = 20_000;

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void aScanWhoseConnectionsAreKilledSkipsNothingAndDoublesNothing(boolean keyIndex) {
        List<Post> posts = posts(MANY);
        fill(posts, keyIndex);
        RdsPostSource source = open();

        List<Post> read = new ArrayList<>(MANY);
        List<String> queries = queriesOf("pinterest_data", () -> {
            try (PostSource.Scan scan = source.scan(-1)) {
                while (scan.hasNext()) {
                    if (read.size() == 100 || read.size() == 7_000) {
                        killReadersConnections();
                    }
                    read.add(scan.next());
                }
            }
        });

        assertThat(read).isEqualTo(posts);
        if (!keyIndex) {
            // With an index, each page is such a query.
            assertThat(queries)
                    .as("queries that take up where the last one ended")
                    .anyMatch(query -> query.contains("`index` >= "));
        }
    }

    @Test
    void aFetchAfterItsConnectionWasKilledReads() {
        List<Post> posts = posts(3);
        fill(posts, true);
        RdsPostSource source = open();
        source.size();
        killReadersConnections();

        assertThat(source.fetch(List.of(0L, 1L, 2L))).isEqualTo(posts);
    }

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void aScanGoesOnWhenTheDatabaseComesBack(boolean keyIndex) {
        List<Post> posts = posts(MANY);
        fill(posts, keyIndex);
        try (TcpProxy proxy = proxy()) {
            RdsPostSource source = open(through(proxy));
            List<Post> read = new ArrayList<>(MANY);
            try (PostSource.Scan scan = source.scan(-1)) {
                while (scan.hasNext()) {
                    if (read.size() == 5_000) {
                        proxy.refuseConnections();
                        CompletableFuture.runAsync(
                                proxy::takeConnections, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
                    }
                    read.add(scan.next());
                }
            }

            assertThat(read).isEqualTo(posts);
        }
    }

    @Test
    void aDatabaseThatStaysAwayIsAFailureOnceTheRetryTimeoutHasPassed() {
        fill(posts(1), true);
        try (TcpProxy proxy = proxy()) {
            RdsPostSource source = open(through(proxy).retryTimeout(Duration.ofMillis(300)));
            proxy.refuseConnections();

            assertThatThrownBy(source::size)
                    .asInstanceOf(type(SourceException.class))
                    .satisfies(error -> {
                        assertThat(error.reason()).isEqualTo(Reason.UNAVAILABLE);
                        assertThat(error).hasMessageContainingAll("127.0.0.1:" + proxy.port(), "retried for");
                    });
        }
    }

    @Test
    void closingTheSourceEndsTheWaitForTheDatabase() {
        fill(posts(1), true);
        try (TcpProxy proxy = proxy()) {
            RdsPostSource source = open(through(proxy).retryTimeout(Duration.ofDays(1)));
            proxy.refuseConnections();
            CompletableFuture<Long> size = CompletableFuture.supplyAsync(source::size);

            source.close();

            assertThat(size)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            SourceException.class,
                            error -> assertThat(error.reason()).isIn(Reason.CLOSED, Reason.UNAVAILABLE));
        }
    }

    private TcpProxy proxy() {
        TcpProxy proxy = TcpProxy.open();
        proxy.forwardTo(server().login().port());
        return proxy;
    }

    private RdsPostSource.Builder through(TcpProxy proxy) {
        return RdsPostSource.builder(reader().port(proxy.port()).build()).connectTimeout(Duration.ofMillis(500));
    }
}
