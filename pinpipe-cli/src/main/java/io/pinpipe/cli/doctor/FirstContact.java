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
 * Connects to a target once without sending a record, to detect within seconds what a publisher would report at the
 * delivery deadline: a wrong host or port, or a server that is down.
 */
public final class FirstContact {

    private static final String KINESIS_GATEWAY = "kinesis+";

    private final Target target;
    private final Network network;

    /**
     * Creates a contact, without connecting yet.
     *
     * @param target what to connect to
     * @param patience how long to wait for a connection or a response; more than zero
     */
    public FirstContact(Target target, Duration patience) {
        this.target = target;
        this.network = new Network(patience);
    }

    /**
     * Connects.
     *
     * @return the problem and its remedy; empty if the target responds, or if that cannot be determined
     */
    public Optional<String> problem() {
        List<Endpoint> servers;
        try {
            servers = servers();
        } catch (IllegalArgumentException e) {
            // An invalid address is rejected when the publisher is opened.
            return Optional.empty();
        }
        if (servers.isEmpty()) {
            return Optional.empty();
        }
        CheckResult result = network.dns(servers);
        if (!result.isWrong()) {
            result = network.tcp(servers);
        }
        if (!result.isWrong() && isKafka()) {
            result = new KafkaRoute(target, network).greeting();
        }
        return result.isWrong() ? Optional.of(result.saw() + ": " + result.advice()) : Optional.empty();
    }

    /** The servers that a publisher would connect to; none if it may connect otherwise. */
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
