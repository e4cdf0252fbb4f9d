package io.pinpipe.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Publisher;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In a nested jar, the context class loader of threads other than the main thread sees no transport. */
class OpenOffTheMainThreadTest {

    private static String openedWith(@Nullable ClassLoader contextLoader) {
        CompletableFuture<String> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (Publisher publisher = Publisher.open(URI.create("kafka://127.0.0.1:1"), Map.of("userId", "u"))) {
                opened.complete(publisher.toString());
            } catch (RuntimeException e) {
                opened.completeExceptionally(e);
            }
        });
        thread.setContextClassLoader(contextLoader);
        thread.start();
        return opened.join();
    }

    @Test
    void aTransportThatTheContextClassLoaderDoesNotSeeIsFound() {
        assertThat(openedWith(ClassLoader.getPlatformClassLoader())).startsWith("KafkaPublisher");
    }

    @Test
    void aTransportIsFoundWithoutAContextClassLoader() {
        assertThat(openedWith(null)).startsWith("KafkaPublisher");
    }
}
