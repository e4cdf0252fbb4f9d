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
 * Checks each hop from the database to the target, and reports whether it works, what was found, and the remedy. Writes
 * nothing, unless a {@link Target} requests test events. Shows no secrets. Not thread-safe.
 */
public final class Doctor {

    /** Default timeout of each connection and response: 10 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private final Duration patience;
    private final Network network;
    private final List<Finding> findings = new ArrayList<>();
    private final Consumer<Finding> each;

    /**
     * Creates a doctor for one examination.
     *
     * @param patience how long to wait for a connection or a response; more than zero
     * @param each receives each finding as soon as it is available
     */
    public Doctor(Duration patience, Consumer<Finding> each) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("the timeout must be greater than zero, not " + patience);
        }
        this.patience = patience;
        this.network = new Network(patience);
        this.each = Objects.requireNonNull(each, "each");
    }

    /**
     * Checks the hops to a database.
     *
     * @param credentials reads the credentials; an {@link IllegalArgumentException} from it becomes a finding
     * @return this doctor
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Doctor database(Supplier<RdsCredentials> credentials) throws InterruptedException {
        new DatabaseRoute(credentials, network, patience).walk(route(Redactor.UNKNOWING));
        return this;
    }

    /**
     * Checks the hops to a target.
     *
     * @param target where events would be sent
     * @return this doctor
     * @throws IllegalArgumentException if the scheme of the address is unknown
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Doctor target(Target target) throws InterruptedException {
        walker(target).walk(route(target.secrets()));
        return this;
    }

    /**
     * Returns the findings so far.
     *
     * @return all findings, in the order of the hops
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

    /** Checks the hops of a route. */
    private interface Walker {
        void walk(Route route) throws InterruptedException;
    }
}
