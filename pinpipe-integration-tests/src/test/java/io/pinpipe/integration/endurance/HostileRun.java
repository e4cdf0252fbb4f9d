package io.pinpipe.integration.endurance;

import io.pinpipe.testkit.servers.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The outcomes that a client with little memory reports about servers with one behaviour each, and what those servers
 * recorded.
 */
final class HostileRun implements AutoCloseable {

    /** The first line comes when all events of a server are sent; some answers cost a request's whole timeout. */
    private static final Duration LINE_WITHIN = Duration.ofMinutes(4);

    /** The outcome of an event, as the client reports it. */
    record Reported(long index, String outcome) {

        boolean isAcknowledged() {
            return outcome.startsWith("acknowledged ");
        }

        /** Whether it certainly failed, so that it may be sent again. */
        boolean isCertainlyNotStored() {
            return outcome.matches("failed \\S+ false .*");
        }
    }

    /** One server and the outcomes that its client reports. */
    static final class Played {
        private final Behaviour behaviour;
        private final HostileServer server;
        private final List<Reported> reported = new ArrayList<>();
        private long closeMillis = -1;

        Played(Behaviour behaviour, HostileServer server) {
            this.behaviour = behaviour;
            this.server = server;
        }

        Behaviour behaviour() {
            return behaviour;
        }

        HostileServer server() {
            return server;
        }

        List<Reported> reported() {
            return reported;
        }

        /** How long it took to close the publisher; negative when it was not. */
        long closeMillis() {
            return closeMillis;
        }

        /** Acknowledged events that the server did not receive, or did not report as stored there. */
        List<String> falseSuccesses() {
            return reported.stream()
                    .filter(Reported::isAcknowledged)
                    .filter(this::isFalse)
                    .map(event -> event + " answered " + server.answersAbout(event.index()))
                    .toList();
        }

        private boolean isFalse(Reported event) {
            String[] words = event.outcome().split(" ", -1);
            return !server.hasStored(event.index()) || !server.hasReported(event.index(), words[1], words[2]);
        }
    }

    private final Map<String, Played> played = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();
    private long heapAtEnd = -1;

    private HostileRun() {}

    /**
     * Plays all behaviours to its end, or to the end of the client.
     *
     * @param together how many at a time
     */
    static HostileRun of(Wire wire, List<Behaviour> behaviours, int together, String options, Path errors) {
        HostileRun run = new HostileRun();
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(together)));
        List<Played> byNumber = new ArrayList<>();
        for (Behaviour behaviour : behaviours) {
            HostileServer server = new HostileServer(wire, behaviour.script());
            Played one = new Played(behaviour, server);
            byNumber.add(one);
            run.played.put(behaviour.name(), one);
            arguments.add(wire.target(server.port()).toString());
            arguments.add(Integer.toString(behaviour.events()));
            arguments.add(options);
        }
        try (ChildProcess client = ChildProcess.of(HostileClient.class)
                .jvmOptions(
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-Daws.cborEnabled=false",
                        "-Daws.accessKeyId=AKIDEXAMPLE",
                        "-Daws.secretAccessKey=not-a-secret")
                .arguments(arguments.toArray(String[]::new))
                .errors(errors)
                .start()) {
            run.listen(client, byNumber);
        }
        return run;
    }

    private void listen(ChildProcess client, List<Played> byNumber) {
        for (String line = client.nextLine(LINE_WITHIN); line != null; line = client.nextLine(LINE_WITHIN)) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("end")) {
                heapAtEnd = Long.parseLong(words[1]);
                return;
            }
            if (!words[0].matches("\\d+")) {
                broken.add(line);
                continue;
            }
            Played one = byNumber.get(Integer.parseInt(words[0]));
            if (words[1].equals("closed")) {
                one.closeMillis = Long.parseLong(words[2]);
            } else {
                one.reported.add(new Reported(Long.parseLong(words[1]), words[2]));
            }
        }
    }

    Played played(Behaviour behaviour) {
        return Objects.requireNonNull(played.get(behaviour.name()));
    }

    /** The heap in use when all was done; negative when the client ended before. */
    long heapAtEnd() {
        return heapAtEnd;
    }

    /** What no publisher should throw. */
    List<String> broken() {
        return broken;
    }

    @Override
    public void close() {
        played.values().forEach(one -> one.server.close());
    }
}
