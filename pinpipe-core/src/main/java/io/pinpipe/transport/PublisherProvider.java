package io.pinpipe.transport;

import io.pinpipe.Publisher;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** Opens publishers of one transport by address; found by {@link ServiceLoader}. */
public interface PublisherProvider {

    /**
     * The schemes of the addresses that this transport knows.
     *
     * @return lower-case schemes, such as {@code kafka}
     */
    Set<String> schemes();

    /**
     * Opens a publisher.
     *
     * @param target an address with one of the schemes
     * @param options settings by name
     * @return an open publisher
     * @throws IllegalArgumentException when the address or an option is unusable; the message says which and why
     */
    Publisher open(URI target, Map<String, String> options);

    /**
     * Opens a publisher with the provider that knows the target's scheme: one that the thread's context class loader sees,
     * or else one that is seen from where this interface was loaded.
     *
     * @param target the address
     * @param options settings by name
     * @return an open publisher
     * @throws IllegalArgumentException when no provider knows the scheme, or the provider refuses
     */
    static Publisher find(URI target, Map<String, String> options) {
        Objects.requireNonNull(options, "options");
        String scheme = target.getScheme();
        Collection<String> known = new TreeSet<>();
        for (ServiceLoader<PublisherProvider> providers : List.of(
                ServiceLoader.load(PublisherProvider.class),
                ServiceLoader.load(PublisherProvider.class, PublisherProvider.class.getClassLoader()))) {
            for (PublisherProvider provider : providers) {
                if (scheme != null && provider.schemes().contains(scheme.toLowerCase(Locale.ROOT))) {
                    return provider.open(target, options);
                }
                known.addAll(provider.schemes());
            }
        }
        throw new IllegalArgumentException("No transport on the classpath knows the scheme '" + scheme + "'; known are "
                + known + ": correct the address or add the transport's module");
    }
}
