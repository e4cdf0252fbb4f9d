package io.pinpipe.cli;

import io.pinpipe.Publisher;
import io.pinpipe.cli.doctor.FirstContact;
import io.pinpipe.cli.doctor.Target;
import io.pinpipe.internal.Redactor;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The target and its settings, which become one call of {@link Publisher#open}. */
final class TargetOptions {

    /** The number of failures in a row that ends a run. */
    static final int FAILURES_ALLOWED = 100;

    private static final Duration CONTACT_PATIENCE = Duration.ofSeconds(5);

    /** What to do about missing topics. */
    private static final class Creation {
        @Option(names = "--create-topics", required = true, description = "Create missing topics; only with kafka://.")
        private boolean createTopics;

        @Option(names = "--partitions", paramLabel = "P", description = "Number of partitions of a new topic.")
        private @Nullable Integer partitions;
    }

    @Option(
            names = "--to",
            paramLabel = "URI",
            required = true,
            converter = AddressConverter.class,
            description = {
                "kafka://host:port[,host:port]: Kafka",
                "http[s]://host[/stage]: a Kafka REST proxy, the address before /topics",
                "kinesis://region: Kinesis",
                "kinesis+https://host/stage: Kinesis behind API Gateway, the address before /streams"
            })
    private URI target;

    @Option(
            names = "--user-id",
            paramLabel = "ID",
            required = true,
            description = "The user of the topics or streams to send to: <ID>.pin and so on, or"
                    + " streaming-<ID>-pin and so on.")
    private String userId;

    @ArgGroup(exclusive = false)
    private @Nullable Creation creation;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = "Properties file in UTF-8, for secrets: settings of the Kafka client with kafka://, such as a"
                    + " login; request headers with http[s]://, such as x-api-key.")
    private @Nullable Path properties;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "A setting of the publisher, such as linger=50ms; may be repeated. See docs/defaults.md.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--keep-going",
            description =
                    "Start even if the target cannot be reached, and continue even if every event fails. Without it a"
                            + " run stops when " + FAILURES_ALLOWED
                            + " events in a row have failed and none was acknowledged in between.")
    private boolean keepGoing;

    private volatile Redactor secrets = Redactor.UNKNOWING;

    /** Removes the secrets of these options from a text, once they have been used. */
    String redacted(String text) {
        return secrets.whole(text);
    }

    /** Whether a run continues despite an unreachable target or failures. */
    boolean isToKeepGoing() {
        return keepGoing;
    }

    /**
     * Opens the target, and connects to it once.
     *
     * @throws IllegalArgumentException if an option is invalid, or the target cannot be reached
     */
    Publisher open() {
        try {
            return opened();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(redacted(String.valueOf(e.getMessage())), e);
        }
    }

    private Publisher opened() {
        Map<String, String> all = settings(target, options, properties);
        secrets = new Target(target, userId, all, false).secrets();
        add(all, "userId", userId);
        if (creation != null) {
            add(all, "createTopics", Boolean.toString(creation.createTopics));
            if (creation.partitions != null) {
                add(all, "partitions", creation.partitions.toString());
            }
        }
        // Kafka's topics are created when the publisher is opened, which takes long if no broker responds.
        boolean createsAtOnce = creation != null && !isHttp(target);
        if (createsAtOnce) {
            requireContact(all);
        }
        Publisher publisher = Publisher.open(target, all);
        try {
            if (!createsAtOnce) {
                requireContact(all);
            }
            return publisher;
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    private void requireContact(Map<String, String> all) {
        if (!keepGoing) {
            new FirstContact(new Target(target, userId, all, false), CONTACT_PATIENCE)
                    .problem()
                    .ifPresent(problem -> {
                        throw new IllegalArgumentException("the target cannot be reached, " + problem
                                + "; to start anyway and wait for it, use --keep-going");
                    });
        }
    }

    /** The publisher's settings, including those in a properties file, which may be secret. */
    static Map<String, String> settings(URI target, Map<String, String> options, @Nullable Path properties) {
        Map<String, String> all = new LinkedHashMap<>(options);
        if (properties != null && isHttp(target)) {
            headers(properties).forEach((name, value) -> add(all, "header." + name, value));
        } else if (properties != null) {
            add(all, "properties", properties.toString());
        }
        return all;
    }

    /** The target and its user, such as {@code kafka://host:9092 0a1d8948160f}; without a login in the address. */
    String name() {
        String authority = Objects.requireNonNullElse(target.getRawAuthority(), "");
        String path = Objects.requireNonNullElse(target.getRawPath(), "");
        return target.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1) + path + " " + userId;
    }

    /** Including Kinesis over HTTP. */
    private static boolean isHttp(URI target) {
        String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
        return scheme.endsWith("http") || scheme.endsWith("https");
    }

    private static void add(Map<String, String> all, String name, String value) {
        if (all.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException(
                    "'" + name + "' is given twice: once by --option, and once by a dedicated option or file");
        }
    }

    private static Map<String, String> headers(Path file) {
        Properties headers = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            headers.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // A parser's message may contain what it could not parse, which may be a secret.
            throw new IllegalArgumentException(
                    "the properties " + file + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
        Map<String, String> byName = new LinkedHashMap<>();
        headers.stringPropertyNames().stream().sorted().forEach(name -> byName.put(name, headers.getProperty(name)));
        return byName;
    }
}
