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

/** Opens publishers of one transport by address; discovered by {@link ServiceLoader}. */
public interface PublisherProvider {

    /**
     * Returns the address schemes that this transport supports.
     *
     * @return lower-case schemes, such as {@code kafka}
     */
    Set<String> schemes();

    /**
     * Opens a publisher.
     *
     * @param target an address with one of these schemes
     * @param options settings by name
     * @return an open publisher
     * @throws IllegalArgumentException when the address or an option is invalid; the message names it and the problem
     */
    Publisher open(URI target, Map<String, String> options);

    /**
     * Opens a publisher with the provider that supports the target's scheme: one visible to the thread's context class
     * loader, otherwise one visible to the class loader of this interface.
     *
     * @param target the address
     * @param options settings by name
     * @return an open publisher
     * @throws IllegalArgumentException when no provider supports the scheme, or the provider rejects the address or
     *     options
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
        throw new IllegalArgumentException("No transport on the class path supports the scheme '" + scheme
                + "'; known schemes: "
                + known + ": correct the address or add the transport's module");
    }
}
