package io.pinpipe.cli.doctor;

import io.pinpipe.Destinations;
import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way through API Gateway to Kinesis. Asked to put no records at all, Kinesis refuses, which shows the gateway, its
 * mapping template and its role, and writes nothing. The method for one record would store an empty record instead, so
 * it is sent what no mapping template can read. Not thread-safe.
 */
final class KinesisGatewayRoute {

    private static final String PREFIX = "kinesis+";
    private static final String JSON = "application/json";
    private static final String NO_RECORDS = "{\"records\":[]}";
    private static final String NOT_JSON = "{";
    private static final String ANY_STREAM = "pinpipe-doctor";

    private final HttpConnectivityChecks way;
    private final HttpProbe probe;
    private final GatewayWords gateway;
    private final TestSend test;
    private final List<String> streams;
    private final boolean isForOneRecord;
    private @Nullable HttpReply put;

    KinesisGatewayRoute(Target target, Network network, Duration patience) {
        URI base = URI.create(target.uri().toString().substring(PREFIX.length()));
        this.way = new HttpConnectivityChecks(base, network);
        this.probe = new HttpProbe(base, target.options(), patience);
        this.gateway =
                new GatewayWords(base, probe.hasApiKey(), target.options().containsKey("sigV4"));
        this.test = new TestSend(target);
        this.streams = streams(target);
        this.isForOneRecord = target.options()
                .getOrDefault("form", "")
                .strip()
                .toUpperCase(Locale.ROOT)
                .equals("RECORD");
    }

    /** The streams of a target, or none when it has no user id. */
    static List<String> streams(Target target) {
        String shared = target.options().get("sharedStream");
        if (shared != null) {
            return Destinations.shared(shared).all();
        }
        return target.userId() == null
                ? List.of()
                : Destinations.streams(target.userId()).all();
    }

    void walk(Route route) throws InterruptedException {
        route.then("settings", test::settings);
        way.walk(route);
        route.then("gateway", this::gateway).then("kinesis", this::kinesis).then("streams", this::streams);
        if (test.isWanted()) {
            route.then("round trip", test::roundTrip);
        }
    }

    private CheckResult gateway() throws InterruptedException {
        String stream = streams.isEmpty() ? ANY_STREAM : streams.get(0);
        try {
            put = isForOneRecord
                    ? probe.send("PUT", "/streams/" + stream + "/record", JSON, NOT_JSON)
                    : probe.send("PUT", "/streams/" + stream + "/records", JSON, NO_RECORDS);
            return put.status() == 404 || put.status() == 405
                    ? CheckResult.wrong(
                            put.summary() + ": there is no such path",
                            "correct the address, which ends before /streams; this is not a gateway for Kinesis")
                    : gateway.judge(put);
        } catch (IOException e) {
            return way.unanswered(e);
        }
    }

    private CheckResult kinesis() {
        HttpReply reply = put();
        String error = reply.kinesisError();
        if (error.isEmpty() && isForOneRecord && reply.status() == 400) {
            return CheckResult.unseen("it does not show without a record being sent", "use --send-test");
        }
        if (error.isEmpty()) {
            return reply.status() == 200 && reply.json().has("Records")
                    ? CheckResult.ok("Kinesis answers")
                    : CheckResult.wrong(
                            reply.summary() + ": that is not how Kinesis answers",
                            "see the integration of the gateway's method with Kinesis and its mapping template");
        }
        return switch (error) {
            case "ValidationException",
                    "InvalidArgumentException",
                    "SerializationException",
                    "ResourceNotFoundException" -> CheckResult.ok("Kinesis answers");
            case "AccessDeniedException", "NotAuthorized" ->
                CheckResult.wrong(
                        said(reply, error), "let the role of the gateway's integration do kinesis:PutRecords");
            case "UnknownOperationException", "MissingAction", "InvalidAction" ->
                CheckResult.wrong(
                        said(reply, error), "correct the action in the gateway's integration: PutRecords or PutRecord");
            default -> CheckResult.wrong(said(reply, error), "look the code up in the Kinesis API reference");
        };
    }

    private CheckResult streams() throws InterruptedException {
        if (streams.isEmpty()) {
            return CheckResult.unseen("no user id was given", "give --user-id");
        }
        List<String> states = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        if (put().kinesisError().equals("ResourceNotFoundException")) {
            missing.add(streams.get(0));
        }
        try {
            for (String stream : streams) {
                HttpReply reply = probe.get("/streams/" + stream);
                String state = reply.json()
                        .path("StreamDescription")
                        .path("StreamStatus")
                        .asText("");
                if (reply.kinesisError().equals("ResourceNotFoundException")) {
                    missing.add(stream);
                } else if (!state.isEmpty()) {
                    states.add(stream + " is " + state);
                }
            }
        } catch (IOException e) {
            return way.unanswered(e);
        }
        if (!missing.isEmpty()) {
            return CheckResult.wrong(
                    "Kinesis has no stream "
                            + String.join(", ", missing.stream().distinct().toList()),
                    "create it, or correct the user id or the region of the gateway's integration");
        }
        if (states.size() == streams.size()) {
            return CheckResult.ok(String.join(", ", states));
        }
        return test.isWanted() ? told() : CheckResult.unseen("this gateway does not show streams", "use --send-test");
    }

    private CheckResult told() {
        PublishException failure = test.failure();
        return failure != null && failure.reason() == Reason.NOT_FOUND
                ? CheckResult.wrong(String.valueOf(failure.getMessage()))
                : CheckResult.ok("not shown; the test events tell");
    }

    private static String said(HttpReply reply, String error) {
        return reply.summary() + ", with the error " + error + " of Kinesis";
    }

    private HttpReply put() {
        if (put == null) {
            throw new IllegalStateException("the gateway was not asked");
        }
        return put;
    }
}
