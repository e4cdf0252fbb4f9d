package io.pinpipe.cli.doctor;

import io.pinpipe.Destinations;
import io.pinpipe.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hops to and through API Gateway to Kinesis. Kinesis rejects a request for no records at all, which tests the gateway,
 * its mapping template and its role, and writes nothing. The method for one record would store an empty record instead,
 * so it receives a body that no mapping template can parse. Not thread-safe.
 */
final class KinesisGatewayRoute {

    private static final String PREFIX = "kinesis+";
    private static final String JSON = "application/json";
    private static final String NO_RECORDS = "{\"records\":[]}";
    private static final String NOT_JSON = "{";
    private static final String ANY_STREAM = "pinpipe-doctor";

    private final HttpConnectivityChecks connectivity;
    private final HttpProbe probe;
    private final GatewayResponses gateway;
    private final TestSend test;
    private final List<String> streams;
    private final boolean isForOneRecord;
    private @Nullable HttpReply put;

    KinesisGatewayRoute(Target target, Network network, Duration patience) {
        URI base = URI.create(target.uri().toString().substring(PREFIX.length()));
        this.connectivity = new HttpConnectivityChecks(base, network);
        this.probe = new HttpProbe(base, target.options(), patience);
        this.gateway =
                new GatewayResponses(base, probe.hasApiKey(), target.options().containsKey("sigV4"));
        this.test = new TestSend(target);
        this.streams = streams(target);
        this.isForOneRecord = target.options()
                .getOrDefault("form", "")
                .strip()
                .toUpperCase(Locale.ROOT)
                .equals("RECORD");
    }

    /** The streams of a target, or none if it has no user id. */
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
        connectivity.walk(route);
        route.then("gateway", this::gateway).then("kinesis", this::kinesis).then("streams", this::streams);
        test.walk(route);
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
            return connectivity.unanswered(e);
        }
    }

    private CheckResult kinesis() {
        HttpReply reply = put();
        String error = reply.kinesisError();
        if (error.isEmpty() && isForOneRecord && reply.status() == 400) {
            return CheckResult.unseen("not known without sending a record", "use --send-test");
        }
        if (error.isEmpty()) {
            return reply.status() == 200 && reply.json().has("Records")
                    ? CheckResult.ok("Kinesis responds")
                    : CheckResult.wrong(
                            reply.summary() + ": this is not a response of Kinesis",
                            "see the integration of the gateway's method with Kinesis and its mapping template");
        }
        return switch (error) {
            case "ValidationException",
                    "InvalidArgumentException",
                    "SerializationException",
                    "ResourceNotFoundException" -> CheckResult.ok("Kinesis responds");
            case "AccessDeniedException", "NotAuthorized" ->
                CheckResult.wrong(
                        described(reply, error),
                        "allow the role of the gateway's integration to call" + " kinesis:PutRecords");
            case "UnknownOperationException", "MissingAction", "InvalidAction" ->
                CheckResult.wrong(
                        described(reply, error),
                        "correct the action in the gateway's integration: PutRecords" + " or PutRecord");
            default -> CheckResult.wrong(described(reply, error), "see this code in the Kinesis API reference");
        };
    }

    private CheckResult streams() throws InterruptedException {
        if (streams.isEmpty()) {
            return CheckResult.unseen("no user id was given", "use --user-id");
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
            return connectivity.unanswered(e);
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
        return test.isWanted()
                ? test.shown("not shown; see the test events", Reason.NOT_FOUND)
                : CheckResult.unseen("this gateway does not show" + " streams", "use --send-test");
    }

    private static String described(HttpReply reply, String error) {
        return reply.summary() + ", with the Kinesis error " + error;
    }

    private HttpReply put() {
        if (put == null) {
            throw new IllegalStateException("the gateway was not queried");
        }
        return put;
    }
}
