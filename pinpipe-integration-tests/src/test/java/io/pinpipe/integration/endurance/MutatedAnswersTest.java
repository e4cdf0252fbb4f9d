package io.pinpipe.integration.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.integration.endurance.HostileRun.Played;
import io.pinpipe.integration.endurance.HostileRun.Reported;
import io.pinpipe.testkit.servers.RawConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("scale")
class MutatedAnswersTest {

    private static final long SEED = 20_261_130;
    private static final int EVENTS = 4_500;
    private static final int ANSWERS = 1_000;
    private static final int IN_A_THOUSAND_WHOLE = 150;
    private static final int IN_A_THOUSAND_WITH_A_BAD_HEAD = 20;
    private static final int IN_A_THOUSAND_REFUSED = 150;

    private static final String OPTIONS = "userId=u,deliveryTimeout=" + HostileCases.DEADLINE_SECONDS
            + "s,requestTimeout=500ms,backoff=1ms,backoffMax=10ms,batchRecords=3,requestsInFlight=8,bufferWait=60s,"
            + "bufferBytes=" + (16 << 10);

    @TempDir
    private Path folder;

    /** Stores some of the records and refuses others, and reports that in a damaged response. */
    private static void answer(Exchange exchange) throws IOException {
        exchange.read();
        long seed = SEED + exchange.number();
        Random random = new Random(seed);
        Mutations mutations = new Mutations(seed);
        List<String> entries = new ArrayList<>(exchange.stored());
        entries.replaceAll(
                entry -> random.nextInt(1_000) < IN_A_THOUSAND_REFUSED ? refusal(exchange.wire(), random) : entry);
        byte[] body = Exchange.utf8(exchange.wire().answer(entries));
        if (random.nextInt(1_000) >= IN_A_THOUSAND_WHOLE) {
            body = mutations.of(body);
        }
        byte[] whole = RawConnection.response("200 OK", exchange.believable(body), "Content-Type: application/json");
        if (random.nextInt(1_000) < IN_A_THOUSAND_WITH_A_BAD_HEAD) {
            byte[] head = mutations.of(Arrays.copyOf(whole, whole.length - body.length));
            exchange.write(head);
            exchange.write(body);
        } else {
            exchange.write(whole);
            exchange.keepOpen();
        }
    }

    private static String refusal(Wire wire, Random random) {
        return wire.refusals().get(random.nextInt(wire.refusals().size()));
    }

    @ParameterizedTest
    @EnumSource
    void ofThousandsOfDamagedAnswersNoneIsTakenForASuccessThatItIsNot(Wire wire) {
        Behaviour damaging = new Behaviour("that damages its answers", EVENTS, MutatedAnswersTest::answer);
        try (HostileRun run = HostileRun.of(wire, List.of(damaging), 1, OPTIONS, folder.resolve("client.log"))) {
            Played played = run.played(damaging);
            String figures = "seed " + SEED + ", " + played.server().requests() + " answers";
            assertThat(played.falseSuccesses()).as(figures).isEmpty();
            assertThat(played.server().requests()).as("answers").isGreaterThan(ANSWERS);
            assertThat(played.reported())
                    .as(figures)
                    .hasSize(EVENTS)
                    .extracting(Reported::outcome)
                    .allMatch(outcome -> outcome.startsWith("acknowledged ") || outcome.startsWith("failed "))
                    .anyMatch(outcome -> outcome.startsWith("acknowledged "))
                    .anyMatch(outcome -> outcome.startsWith("failed "));
            assertThat(run.heapAtEnd()).as(figures).isPositive();
        }
    }
}
