package io.pinpipe.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class HttpClientHolderTest {

    @Test
    void aConnectionThatIsGivenBackAfterCloseIsNotKept() throws Exception {
        try (ScriptedServer server = ScriptedServer.start().then(ScriptedServer.offsets())) {
            HttpClientHolder link = new HttpClientHolder("host", Duration.ofSeconds(10), 1L << 20, null);
            CountDownLatch answered = new CountDownLatch(1);
            CountDownLatch closed = new CountDownLatch(1);
            CountDownLatch read = new CountDownLatch(1);
            HttpUrl url = HttpUrl.get(server.base() + "/");
            link.call(new Request.Builder()
                            .url(url)
                            .post(RequestBody.create(new byte[0], null))
                            .build())
                    .enqueue(new Callback() {
                        @Override
                        public void onResponse(Call call, Response response) throws IOException {
                            answered.countDown();
                            try (response) {
                                closed.await(30, TimeUnit.SECONDS);
                                // All of it has arrived by now, so that reading it does not notice the closed socket.
                                response.body().bytes();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } finally {
                                read.countDown();
                            }
                        }

                        @Override
                        public void onFailure(Call call, IOException e) {
                            answered.countDown();
                        }
                    });
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();

            link.close();
            closed.countDown();

            assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
            await().untilAsserted(() -> assertThat(link.idleConnections()).isZero());
        }
    }
}
