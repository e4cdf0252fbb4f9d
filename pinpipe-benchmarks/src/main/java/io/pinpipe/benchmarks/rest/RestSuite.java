package io.pinpipe.benchmarks.rest;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.Contestant;
import io.pinpipe.benchmarks.compare.Load;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.testkit.servers.KafkaBroker;
import io.pinpipe.testkit.servers.KafkaProcess;
import io.pinpipe.testkit.servers.RestProxyProcess;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Pins through the stand-in for a REST proxy, whose own producer waits for company not at all, and for its default. */
public final class RestSuite implements Suite {

    @Override
    public long defaultRecords() {
        return 300_000;
    }

    @Override
    public void run(Compare compare, Load load) throws Exception {
        GeneratedPins pins = GeneratedPins.of(load.records());
        try (KafkaProcess broker = KafkaProcess.open()) {
            for (int linger : List.of(0, RestProxyStandIn.DEFAULT_LINGER_MILLIS)) {
                try (RestProxyProcess proxy = RestProxyProcess.open(
                        RestProxyStandIn.builder(broker.bootstrapServers()).linger(Duration.ofMillis(linger)))) {
                    compare.run(comparison(linger, proxy.uri(), broker, pins));
                }
            }
        }
    }

    private static Comparison comparison(int linger, URI proxy, KafkaBroker broker, GeneratedPins pins) {
        Contestant limit = new ReadyBodies(proxy, broker, pins);
        return new Comparison(
                "REST proxy, linger " + linger + " ms",
                "pins",
                limit.name(),
                List.of(limit, new OneByOne(proxy, broker, pins), new PinpipeRest(proxy, broker, pins)));
    }
}
