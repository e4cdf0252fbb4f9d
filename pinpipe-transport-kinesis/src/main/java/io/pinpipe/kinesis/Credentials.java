package io.pinpipe.kinesis;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Where requests get their credentials. A chain of our own is built anew when the service has refused what it gave,
 * since it may have kept what has been renewed outside; a user's provider is the user's to refresh and to close.
 *
 * <p>Thread-safe.
 */
final class Credentials implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    private final @Nullable Supplier<AwsCredentialsProvider> chains;
    private AwsCredentialsProvider provider;

    private Credentials(AwsCredentialsProvider provider, @Nullable Supplier<AwsCredentialsProvider> chains) {
        this.provider = provider;
        this.chains = chains;
    }

    static Credentials of(AwsCredentialsProvider provider) {
        return new Credentials(provider, null);
    }

    static Credentials renewing(Supplier<AwsCredentialsProvider> chains) {
        return new Credentials(chains.get(), chains);
    }

    /** Asks the provider; may block while that talks to a metadata service or runs a process. */
    CompletableFuture<Resolved> resolve() {
        AwsCredentialsProvider current = current();
        try {
            return current.resolveIdentity()
                    .thenApply(identity -> new Resolved(current, Objects.requireNonNull(identity, "no identity")));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Takes note that the service refused these; of several such notes on one chain the first counts. A chain that cannot
     * be built anew stays.
     */
    void refused(Resolved credentials) {
        synchronized (this) {
            if (chains == null || provider != credentials.from()) {
                return;
            }
            try {
                provider = chains.get();
            } catch (RuntimeException | Error e) {
                LOG.warn("The chain of AWS credentials could not be built anew", e);
                return;
            }
        }
        close(credentials.from());
    }

    @Override
    public void close() {
        if (chains != null) {
            close(current());
        }
    }

    private synchronized AwsCredentialsProvider current() {
        return provider;
    }

    private static void close(AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            try {
                closeable.close();
            } catch (RuntimeException e) {
                LOG.warn("A chain of AWS credentials could not be closed", e);
            }
        }
    }

    /** What a provider gave, for one request. */
    record Resolved(AwsCredentialsProvider from, AwsCredentialsIdentity identity)
            implements IdentityProvider<AwsCredentialsIdentity> {

        @Override
        public Class<AwsCredentialsIdentity> identityType() {
            return AwsCredentialsIdentity.class;
        }

        @Override
        public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
            return CompletableFuture.completedFuture(identity);
        }

        @Override
        public String toString() {
            return "Resolved[" + identity.accessKeyId() + "]";
        }
    }
}
