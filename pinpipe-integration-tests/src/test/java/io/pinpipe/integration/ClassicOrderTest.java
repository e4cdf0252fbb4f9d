package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.emulation.Emulation;
import io.pinpipe.emulation.RowOrder;
import io.pinpipe.testkit.servers.MachineParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClassicOrderTest {

    private static final Path PICKS =
            Path.of(System.getProperty("pinpipe.project", ".."), "..", "shared", "data", "emulator-order-seed100.txt");

    @Test
    void theFirst5000PicksOfSeed100AreThoseOfTheClassicEmulator() throws IOException {
        MachineParts.require("shared-data", Files.exists(PICKS), "put the classic emulator's picks at " + PICKS);
        List<Integer> expected =
                Files.readAllLines(PICKS).stream().map(Integer::valueOf).toList();

        RowOrder order = RowOrder.classic(Emulation.DEFAULT_SEED);

        assertThat(Stream.generate(() -> order.next().row()).limit(expected.size()))
                .hasSize(5_000)
                .containsExactlyElementsOf(expected);
    }
}
