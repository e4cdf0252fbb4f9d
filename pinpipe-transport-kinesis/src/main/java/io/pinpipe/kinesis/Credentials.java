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
 * The source of credentials for requests. The default chain is rebuilt when the service has rejected its credentials,
 * since it may have cached what was renewed elsewhere; a user's provider is for the user to refresh and close.
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

    /** Resolves credentials; may block while the provider calls a metadata service or runs a process. */
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
     * Notes that the service rejected these credentials; only the first such note about a chain counts. A chain that cannot
     * be rebuilt is kept.
     */
    void refused(Resolved credentials) {
        synchronized (this) {
            if (chains == null || provider != credentials.from()) {
                return;
            }
            try {
                provider = chains.get();
            } catch (RuntimeException | Error e) {
                LOG.warn("The chain of AWS credentials could not be rebuilt", e);
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

    /** A provider's credentials, for one request. */
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
