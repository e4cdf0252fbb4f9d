package io.pinpipe.benchmarks.rest;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.Latencies;
import io.pinpipe.benchmarks.compare.Load;
import io.pinpipe.benchmarks.compare.PacedSuite;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.testkit.servers.KafkaBroker;
import io.pinpipe.testkit.servers.KafkaProcess;
import io.pinpipe.testkit.servers.RestProxyProcess;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Pins through the stand-in for a REST proxy, whose own producer lingers not at all, and for its default. */
public final class RestSuite implements Suite, PacedSuite {

    @Override
    public long defaultRecords() {
        return 300_000;
    }

    @Override
    public boolean scales() {
        return true;
    }

    @Override
    public void run(Compare compare, Load load) throws Exception {
        GeneratedPins pins = GeneratedPins.of(load.records(), load.bytes());
        try (KafkaProcess broker = KafkaProcess.open()) {
            for (Duration linger : List.of(Duration.ZERO, RestProxyStandIn.DEFAULT_LINGER)) {
                try (RestProxyProcess proxy = RestProxyProcess.open(
                        RestProxyStandIn.builder(broker.bootstrapServers()).linger(linger))) {
                    compare.run(comparison(linger, load, proxy.uri(), broker, pins));
                }
            }
        }
    }

    @Override
    public void pace(Latencies latencies, long records) throws Exception {
        GeneratedPins pins = GeneratedPins.of(records);
        try (KafkaProcess broker = KafkaProcess.open();
                RestProxyProcess proxy = RestProxyProcess.open(
                        RestProxyStandIn.builder(broker.bootstrapServers()).linger(Duration.ZERO))) {
            latencies.measure(
                    List.of(
                            new OneByOne(proxy.uri(), broker, pins),
                            PinpipeRest.withoutLinger(proxy.uri(), broker, pins),
                            new PinpipeRest(proxy.uri(), broker, pins, 1)),
                    records);
        }
    }

    private static Comparison comparison(
            Duration linger, Load load, URI proxy, KafkaBroker broker, GeneratedPins pins) {
        Candidate limit = new ReadyBodies(proxy, broker, pins);
        return new Comparison(
                load.named("REST proxy, linger " + linger.toMillis() + " ms"),
                "pins",
                limit.name(),
                List.of(
                        limit,
                        new OneByOne(proxy, broker, pins),
                        new PinpipeRest(proxy, broker, pins, load.threads())));
    }
}
