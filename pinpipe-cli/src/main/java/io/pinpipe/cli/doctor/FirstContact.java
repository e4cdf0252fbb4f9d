package io.pinpipe.cli.doctor;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a target once and sends no record, to find out within seconds what a publisher would find out at the
 * delivery deadline: that host or port is wrong, or that nobody is there.
 */
public final class FirstContact {

    private static final String KINESIS_GATEWAY = "kinesis+";

    private final Target target;
    private final Network network;

    /**
     * A contact that has not been made.
     *
     * @param target what to connect to
     * @param patience how long to wait for a connection or an answer; more than zero
     */
    public FirstContact(Target target, Duration patience) {
        this.target = target;
        this.network = new Network(patience);
    }

    /**
     * Makes the contact.
     *
     * @return what is wrong and what to do; empty when the target is there, or when there is no way to tell
     */
    public Optional<String> problem() {
        List<Endpoint> servers;
        try {
            servers = servers();
        } catch (IllegalArgumentException e) {
            // An address that cannot be used is refused by whoever opens it.
            return Optional.empty();
        }
        if (servers.isEmpty()) {
            return Optional.empty();
        }
        CheckResult sight = network.dns(servers);
        if (!sight.isWrong()) {
            sight = network.tcp(servers);
        }
        if (!sight.isWrong() && isKafka()) {
            sight = new KafkaRoute(target, network).greeting();
        }
        return sight.isWrong() ? Optional.of(sight.saw() + ": " + sight.advice()) : Optional.empty();
    }

    /** The servers that a publisher would connect to; none when it may go another way. */
    private List<Endpoint> servers() {
        URI uri = target.uri();
        return switch (scheme()) {
            case "http", "https" -> http(uri);
            case "kinesis+http", "kinesis+https" ->
                http(URI.create(uri.toString().substring(KINESIS_GATEWAY.length())));
            case "kafka" -> Endpoint.listed(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
            case "kinesis" -> {
                @Nullable String own = KinesisRoute.own(target);
                yield own == null ? List.of() : http(URI.create(own));
            }
            default -> List.of();
        };
    }

    private static List<Endpoint> http(URI uri) {
        ProxySelector proxies = ProxySelector.getDefault();
        boolean isDirect =
                proxies == null || proxies.select(uri).stream().allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT);
        return isDirect ? List.of(Endpoint.of(uri)) : List.of();
    }

    private boolean isKafka() {
        return scheme().equals("kafka");
    }

    private String scheme() {
        @Nullable String scheme = target.uri().getScheme();
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }
}
