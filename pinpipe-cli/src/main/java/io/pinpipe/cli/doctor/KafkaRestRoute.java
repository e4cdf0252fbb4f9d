package io.pinpipe.cli.doctor;

import io.pinpipe.Destinations;
import io.pinpipe.Reason;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hops to and through a Kafka REST proxy, with or without API Gateway. A produce request without records tests the
 * gateway and the proxy and writes nothing, since known proxies reject it or do nothing. It does not show whether the
 * proxy accepts records as the publisher sends them; only test events do. Not thread-safe.
 */
final class KafkaRestRoute {

    private static final String JSON_RECORDS = "application/vnd.kafka.json.v2+json";
    private static final String NO_RECORDS = "{\"records\":[]}";
    private static final String ANY_TOPIC = "pinpipe-doctor";
    private static final int TOPIC_NOT_FOUND = 40401;

    private final HttpConnectivityChecks connectivity;
    private final HttpProbe probe;
    private final GatewayResponses gateway;
    private final TestSend test;
    private final List<String> topics;
    private final List<HttpReply> shown = new ArrayList<>();
    private @Nullable HttpReply produced;

    KafkaRestRoute(Target target, Network network, Duration patience) {
        this.connectivity = new HttpConnectivityChecks(target.uri(), network);
        this.probe = new HttpProbe(target.uri(), target.options(), patience);
        this.gateway = new GatewayResponses(
                target.uri(), probe.hasApiKey(), target.options().containsKey("sigV4"));
        this.test = new TestSend(target);
        this.topics = target.userId() == null
                ? List.of()
                : Destinations.topics(target.userId()).all();
    }

    void walk(Route route) throws InterruptedException {
        route.then("settings", test::settings);
        connectivity.walk(route);
        route.then("gateway", this::gateway)
                .then("proxy", this::proxy)
                .then("broker", this::broker)
                .then("topics", this::topics);
        test.walk(route);
    }

    private CheckResult gateway() throws InterruptedException {
        String topic = topics.isEmpty() ? ANY_TOPIC : topics.get(0);
        try {
            produced = probe.send("POST", "/topics/" + topic, JSON_RECORDS, NO_RECORDS);
            return gateway.judge(produced);
        } catch (IOException e) {
            return connectivity.unanswered(e);
        }
    }

    private CheckResult proxy() {
        HttpReply reply = produced();
        int status = reply.status();
        int code = reply.errorCode();
        if (reply.hasMessage("unrecognized field")) {
            return CheckResult.wrong(
                    reply.summary() + ": the request does not arrive as a produce request",
                    "end the address before /topics, and make intermediaries pass Content-Type and the body"
                            + " unchanged");
        }
        if (!reply.kinesisError().isEmpty()) {
            return CheckResult.wrong(
                    reply.summary() + ", " + reply.kinesisError() + ": this is Kinesis, not a Kafka REST proxy",
                    "write kinesis+https:// or kinesis+http:// before the address");
        }
        if (status == 415
                || status == 406
                || reply.hasMessage("content-type")
                || reply.hasMessage("unsupported" + " media type")) {
            return CheckResult.wrong(
                    reply.summary() + ": it does not accept " + JSON_RECORDS,
                    "make intermediaries pass Content-Type unchanged, or correct the address");
        }
        boolean isRefused = status == 400 || status == 422;
        boolean isNothingToDo = status == 200 && reply.json().path("offsets").isArray();
        if ((isRefused && code != 0) || isNothingToDo || isAboutTopic(reply) || (status >= 500 && code != 0)) {
            return test.isWanted()
                    ? CheckResult.ok("a Kafka REST proxy responds")
                    : CheckResult.hint(
                            "a Kafka REST proxy responds; whether it accepts records and their keys is only known after"
                                    + " sending one",
                            "use --send-test");
        }
        if (status == 401 || status == 403) {
            return CheckResult.wrong(reply.summary(), "pass the credentials that the proxy requires as a header");
        }
        if (status >= 500) {
            return CheckResult.wrong(
                    reply.summary() + ": the gateway gets no response from the proxy",
                    "start the proxy, and correct the address in the gateway's integration and its network");
        }
        return status == 404 || status == 405
                ? CheckResult.wrong(
                        reply.summary() + ": there is no such path",
                        "correct the address, which ends before /topics, or the path in the gateway's integration")
                : CheckResult.wrong(
                        reply.summary() + ": this is not a response of a Kafka REST proxy", "correct the address");
    }

    private CheckResult broker() throws InterruptedException {
        HttpReply reply = produced();
        if (reply.status() >= 500) {
            return brokerWrong(reply);
        }
        try {
            for (String topic : topics) {
                HttpReply answer = probe.get("/topics/" + topic);
                if (answer.status() >= 500 && answer.errorCode() != 0) {
                    return brokerWrong(answer);
                }
                shown.add(answer);
            }
        } catch (HttpTimeoutException e) {
            return CheckResult.wrong(
                    "the proxy does not list topics in time",
                    "start the broker, and correct bootstrap.servers and login in kafka-rest.properties");
        } catch (IOException e) {
            return connectivity.unanswered(e);
        }
        boolean known = shown.stream().anyMatch(answer -> isShown(answer) || isAboutTopic(answer));
        if (known || !test.isWanted()) {
            return known ? CheckResult.ok("the proxy knows the broker's topics") : unseen();
        }
        return test.shown("the proxy reaches it", Reason.UNAVAILABLE, Reason.TIMED_OUT);
    }

    private CheckResult topics() {
        if (topics.isEmpty()) {
            return CheckResult.unseen("no user id was given", "use --user-id");
        }
        List<String> missing = new ArrayList<>();
        boolean known = isAboutTopic(produced());
        for (int i = 0; i < shown.size(); i++) {
            known |= isShown(shown.get(i)) || isAboutTopic(shown.get(i));
            if (isAboutTopic(shown.get(i))) {
                missing.add(topics.get(i));
            }
        }
        if (!missing.isEmpty() || isAboutTopic(produced())) {
            return CheckResult.wrong(
                    "the broker has no topic " + String.join(", ", missing.isEmpty() ? topics.subList(0, 1) : missing),
                    "create it, or correct the user id");
        }
        if (known) {
            return CheckResult.ok(String.join(", ", topics));
        }
        return test.isWanted() ? test.shown("not shown; see the test events", Reason.NOT_FOUND) : unseen();
    }

    private static CheckResult brokerWrong(HttpReply reply) {
        return reply.hasMessage("not present in metadata")
                ? CheckResult.wrong(
                        reply.summary() + ": the topic has no metadata",
                        "create the topic if it is missing, and check that the proxy reaches its broker")
                : CheckResult.wrong(
                        reply.summary() + ": the proxy has a problem with its broker",
                        "start the broker, and correct bootstrap.servers and login in kafka-rest.properties");
    }

    private static CheckResult unseen() {
        return CheckResult.unseen("not known without sending a record", "use --send-test");
    }

    private static boolean isShown(HttpReply reply) {
        return reply.status() == 200 && reply.json().path("name").isTextual();
    }

    /** Whether this is the proxy's own 404 for a topic, rather than for a path. */
    private static boolean isAboutTopic(HttpReply reply) {
        return reply.status() == 404
                && (reply.errorCode() == TOPIC_NOT_FOUND
                        || reply.hasMessage("not present in metadata")
                        || reply.hasMessage("topic-partition")
                        || (reply.errorCode() != 0 && reply.hasMessage("topic") && !reply.hasMessage("/topics")));
    }

    private HttpReply produced() {
        if (produced == null) {
            throw new IllegalStateException("the gateway was not queried");
        }
        return produced;
    }
}
