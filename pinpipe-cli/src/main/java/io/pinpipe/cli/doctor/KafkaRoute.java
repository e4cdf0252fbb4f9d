package io.pinpipe.cli.doctor;

import io.pinpipe.Destinations;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The hops to Kafka brokers, with the native client. Not thread-safe. */
final class KafkaRoute {

    private final Target target;
    private final String servers;
    private final Network network;
    private final TestSend test;
    private final Map<String, Object> properties = new HashMap<>();
    private @Nullable CheckResult greeting;
    private @Nullable Admin admin;

    KafkaRoute(Target target, Network network) {
        this.target = target;
        this.servers = Objects.requireNonNullElse(target.uri().getRawAuthority(), "");
        this.network = network;
        this.test = new TestSend(target);
    }

    void walk(Route route) throws InterruptedException {
        try {
            route.then("target address", this::address)
                    .then("target dns", () -> network.dns(endpoints()))
                    .then("target tcp", () -> network.tcp(endpoints()))
                    .then("settings", this::settings)
                    .then("target tls", this::tls)
                    .then("broker", this::broker)
                    .then("topics", this::topics);
            test.walk(route);
        } finally {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        }
    }

    private CheckResult address() {
        try {
            return CheckResult.ok(
                    endpoints().size() == 1
                            ? "one broker is listed"
                            : endpoints().size() + " brokers are listed");
        } catch (IllegalArgumentException e) {
            return CheckResult.wrong(String.valueOf(e.getMessage()), "write kafka://host:port[,host:port]");
        }
    }

    /** Whether one of the brokers speaks Kafka's protocol, as far as can be determined without TLS. */
    CheckResult greeting() {
        CheckResult unreadable = readProperties();
        return unreadable != null || isTlsWanted() ? CheckResult.ok("not checked") : greet();
    }

    private CheckResult greet() {
        CheckResult last = CheckResult.ok("not checked");
        for (Endpoint broker : reachable()) {
            last = KafkaGreeting.read(network, broker);
            if (!last.isWrong()) {
                return last;
            }
        }
        return last;
    }

    private CheckResult settings() {
        CheckResult unreadable = readProperties();
        if (unreadable != null) {
            return unreadable;
        }
        if (!isTlsWanted()) {
            CheckResult answer = greet();
            greeting = answer;
            if (answer.isWrong()) {
                return CheckResult.unseen("no client was created with them, since " + answer.saw(), "");
            }
        }
        return test.settings();
    }

    /** Reads the file in the target's settings; returns what is wrong with it, or null. */
    private @Nullable CheckResult readProperties() {
        String file = target.options().get("properties");
        if (file != null) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                read.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                return CheckResult.wrong(
                        "the client properties " + file + " cannot be read, "
                                + e.getClass().getSimpleName(),
                        "correct --properties");
            }
            read.stringPropertyNames().stream()
                    .filter(AdminClientConfig.configNames()::contains)
                    .forEach(name -> properties.put(name, read.getProperty(name)));
        }
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, network.millis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, network.millis());
        return null;
    }

    private CheckResult tls() {
        boolean spoken = reachable().stream().anyMatch(new Tls(network)::isSpoken);
        if (isTlsWanted() == spoken) {
            return CheckResult.ok(
                    spoken ? "in use, as " + protocol() + " requires" : "none, the protocol is " + protocol());
        }
        return spoken
                ? CheckResult.wrong(
                        "the brokers use TLS, but the protocol is " + protocol(),
                        "set security.protocol to SSL or SASL_SSL in the file of --properties")
                : CheckResult.wrong(
                        "the brokers do not use TLS, but the protocol is " + protocol(),
                        "correct the port, or security.protocol in the file of --properties");
    }

    private CheckResult broker() throws InterruptedException {
        if (greeting != null && greeting.isWrong()) {
            return greeting;
        }
        try {
            Admin asked = Admin.create(properties);
            admin = asked;
            Collection<Node> nodes = get(asked.describeCluster().nodes());
            return advertised(nodes);
        } catch (AuthenticationException e) {
            return CheckResult.wrong(
                    "the brokers rejected the "
                            + (e instanceof SslAuthenticationException ? "TLS handshake" : "login") + ", "
                            + e.getMessage(),
                    "correct login and trust store in the file of --properties");
        } catch (KafkaException e) {
            return CheckResult.wrong(
                    "something accepts connections at " + servers + " but does not respond as a Kafka broker, "
                            + root(e),
                    "see the broker's log, and correct the port or security.protocol");
        }
    }

    /** Clients send to the addresses that brokers advertise. */
    private CheckResult advertised(Collection<Node> nodes) {
        List<Endpoint> advertised = nodes.stream()
                .map(node -> new Endpoint(node.host(), node.port()))
                .toList();
        List<String> unreachable = new ArrayList<>();
        for (Endpoint endpoint : advertised) {
            CheckResult result = network.tcp(List.of(endpoint));
            if (result.isWrong()) {
                unreachable.add(result.saw());
            }
        }
        String saw = nodes.size()
                + (nodes.size() == 1 ? " broker: " : " brokers: ")
                + String.join(", ", advertised.stream().map(Endpoint::toString).toList());
        return unreachable.isEmpty()
                ? CheckResult.ok(saw)
                : CheckResult.wrong(
                        saw + "; at its advertised address " + String.join("; ", unreachable),
                        "correct advertised.listeners of the broker, or this machine's DNS");
    }

    private CheckResult topics() throws InterruptedException {
        if (target.userId() == null) {
            return CheckResult.unseen("no user id was given", "use --user-id");
        }
        List<String> topics = Destinations.topics(target.userId()).all();
        List<String> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> leaderless = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                Objects.requireNonNull(admin).describeTopics(topics).topicNameValues();
        for (String topic : topics) {
            try {
                TopicDescription description = get(Objects.requireNonNull(answers.get(topic)));
                found.add(topic + " (" + description.partitions().size() + " partitions)");
                if (description.partitions().stream().anyMatch(KafkaRoute::isLeaderless)) {
                    leaderless.add(topic);
                }
            } catch (UnknownTopicOrPartitionException e) {
                missing.add(topic);
            } catch (AuthorizationException e) {
                return CheckResult.unseen(
                        "this login may not describe topics", "grant it DESCRIBE and WRITE, or use --send-test");
            } catch (KafkaException e) {
                return CheckResult.wrong("the brokers do not describe topics, " + root(e), "see the brokers' logs");
            }
        }
        if (!missing.isEmpty()) {
            return CheckResult.wrong(
                    "the brokers have no topic " + String.join(", ", missing),
                    "create it, correct the user id, or use --create-topics");
        }
        return leaderless.isEmpty()
                ? CheckResult.ok(String.join(", ", found))
                : CheckResult.wrong(
                        "no leader for a partition of " + String.join(", ", leaderless),
                        "start the brokers that hold its replicas");
    }

    private static boolean isLeaderless(TopicPartitionInfo partition) {
        return partition.leader() == null || partition.leader().isEmpty();
    }

    private List<Endpoint> endpoints() {
        return Endpoint.listed(servers);
    }

    private List<Endpoint> reachable() {
        return endpoints().stream()
                .filter(endpoint -> !network.tcp(List.of(endpoint)).isWrong())
                .toList();
    }

    private String protocol() {
        return String.valueOf(properties.getOrDefault(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT"));
    }

    private boolean isTlsWanted() {
        return protocol().strip().toUpperCase(Locale.ROOT).endsWith("SSL");
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ", " + root.getMessage();
    }

    private <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            // The client has its own timeout; this is in case it fails.
            return future.get(2L * network.millis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no response in time", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        }
    }
}
