package io.pinpipe.cli.doctor;

import io.pinpipe.internal.Redactor;
import io.pinpipe.rds.RdsCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes along the way from the database to the target, and says of each hop whether it is right, what there was to see
 * and what to do. Writes nothing, unless a {@link Target} asks for test events. Shows no secret. Not thread-safe.
 */
public final class Doctor {

    /** Timeout of each connection and response by default: 10 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private final Duration patience;
    private final Network network;
    private final List<Finding> findings = new ArrayList<>();
    private final Consumer<Finding> each;

    /**
     * Makes a doctor for one examination.
     *
     * @param patience how long to wait for a connection or an answer; more than zero
     * @param each is told each finding as soon as there is one
     */
    public Doctor(Duration patience, Consumer<Finding> each) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("the patience must be greater than zero, not " + patience);
        }
        this.patience = patience;
        this.network = new Network(patience);
        this.each = Objects.requireNonNull(each, "each");
    }

    /**
     * Looks at the way into a database.
     *
     * @param credentials reads the credentials; what it throws as {@link IllegalArgumentException} is a finding
     * @return this doctor
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public Doctor database(Supplier<RdsCredentials> credentials) throws InterruptedException {
        new DatabaseRoute(credentials, network, patience).walk(route(Redactor.UNKNOWING));
        return this;
    }

    /**
     * Looks at the way to a target.
     *
     * @param target where events would be sent
     * @return this doctor
     * @throws IllegalArgumentException when the address has a scheme that is not known
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public Doctor target(Target target) throws InterruptedException {
        walker(target).walk(route(target.secrets()));
        return this;
    }

    /**
     * What was found so far.
     *
     * @return all findings, in the order of the way
     */
    public Diagnosis diagnosis() {
        return new Diagnosis(findings);
    }

    private Walker walker(Target target) {
        @Nullable String scheme = target.uri().getScheme();
        return switch (scheme == null ? "" : scheme.toLowerCase(Locale.ROOT)) {
            case "http", "https" -> new KafkaRestRoute(target, network, patience)::walk;
            case "kafka" -> new KafkaRoute(target, network)::walk;
            case "kinesis" -> new KinesisRoute(target, network, patience)::walk;
            case "kinesis+http", "kinesis+https" -> new KinesisGatewayRoute(target, network, patience)::walk;
            default ->
                throw new IllegalArgumentException(
                        "--to must begin with http://, https://, kafka://, kinesis://, kinesis+http:// or"
                                + " kinesis+https://");
        };
    }

    private Route route(Redactor secrets) {
        return new Route(
                finding -> {
                    findings.add(finding);
                    each.accept(finding);
                },
                secrets);
    }

    /** Goes along a route. */
    private interface Walker {
        void walk(Route route) throws InterruptedException;
    }
}
