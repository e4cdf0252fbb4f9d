package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.User;
import io.pinpipe.json.PostJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.opentest4j.TestAbortedException;

/** A running case of the contract: its harness, its publishers, and helpers for the cases. */
final class ContractRun implements AutoCloseable {

    private static final PublishListener DEAF = new PublishListener() {};

    /** Timeout for what takes no time, on a busy machine. */
    static final Duration SOON = Duration.ofSeconds(30);

    private static final long POLL_NANOS = 500_000;

    final ContractHarness harness;
    final FakeService service;
    private final Subject subject;
    private final List<Publisher> opened = new ArrayList<>();
    private boolean applies = true;

    ContractRun(ContractHarness harness, Subject subject) {
        this.harness = harness;
        this.subject = subject;
        this.service = harness.service();
    }

    /** Skips the case unless the transport has the abilities. */
    void needs(Ability... abilities) {
        Set<Ability> missing = EnumSet.copyOf(Arrays.asList(abilities));
        missing.removeAll(harness.abilities());
        if (!missing.isEmpty()) {
            applies = false;
            throw new TestAbortedException("does not apply: the transport lacks " + missing);
        }
    }

    /** Skips the case when the transport has the ability. */
    void needsNot(Ability ability) {
        if (has(ability)) {
            applies = false;
            throw new TestAbortedException("does not apply: the transport has " + ability);
        }
    }

    /** Skips the case unless it sends the given subject. */
    void needs(Subject needed) {
        if (subject != needed) {
            throw new TestAbortedException("does not apply: the cases send " + subject);
        }
    }

    boolean applies() {
        return applies;
    }

    boolean has(Ability ability) {
        return harness.abilities().contains(ability);
    }

    /** A short deadline that leaves even a busy machine time for a request on a real clock. */
    String shortDeadline() {
        return has(Ability.VIRTUAL_TIME) ? "300ms" : "2s";
    }

    /** Opens a publisher with options given as name, value, name, value, … */
    Publisher open(String... options) {
        return open(DEAF, options);
    }

    Publisher open(PublishListener listener, String... options) {
        Map<String, String> all = new TreeMap<>();
        if (has(Ability.RETRIES)) {
            all.put("backoff", "1ms");
            all.put("backoffMax", "20ms");
        }
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        Publisher publisher = harness.open(all, listener);
        opened.add(publisher);
        return subject == Subject.POSTS ? publisher : new PostsAsMessages(publisher, harness::destination);
    }

    /** Returns the receipt of a future that must succeed. */
    Receipt receipt(CompletableFuture<Receipt> future) {
        await(future);
        assertThat(future).isCompleted();
        return future.join();
    }

    List<Receipt> receipts(List<CompletableFuture<Receipt>> futures) {
        return futures.stream().map(this::receipt).toList();
    }

    /** Returns the failure of a future that must fail. */
    PublishException failure(CompletableFuture<Receipt> future) {
        await(future);
        assertThat(future).isCompletedExceptionally();
        Throwable thrown = future.handle((receipt, failure) -> failure).join();
        assertThat(thrown).isInstanceOf(PublishException.class);
        return (PublishException) thrown;
    }

    void await(CompletableFuture<?> future) {
        try {
            harness.await(future);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the future was not done in time", e);
        }
    }

    /** Waits for what takes no time, unless something is blocked that must not be. */
    void awaitSoon(CompletableFuture<?> future) {
        if (has(Ability.VIRTUAL_TIME)) {
            await(future);
        } else {
            assertThat(future).succeedsWithin(SOON);
        }
    }

    /** Releases the service on a separate thread, which a response may block; in virtual time on this one. */
    CompletableFuture<Void> releaseAside() {
        if (has(Ability.VIRTUAL_TIME)) {
            service.release();
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(service::release);
    }

    /** Runs everything that needs no time; in virtual time only. */
    void settleNow() {
        if (has(Ability.VIRTUAL_TIME)) {
            harness.elapse(Duration.ZERO);
        }
    }

    /** Waits until the service has received the given number of requests. */
    void awaitRequests(int count) {
        settleNow();
        poll(
                "the service has received " + count + " requests",
                () -> service.requests().size() >= count);
    }

    /** Releases the service once it has received the given number of requests. */
    void releaseOnceRequested(int count) {
        awaitRequests(count);
        service.release();
    }

    /** Waits until a thread is blocked. */
    static void awaitBlocked(Thread thread) {
        poll(
                thread.getName() + " waits",
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** Waits until every thread has ended except the given ones, the JVM's and the service's. */
    void awaitNoThreadBut(Set<Thread> known) {
        poll(
                "all threads of the publisher have ended",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !known.contains(thread) && !harness.isOfService(thread))
                        .noneMatch(ContractRun::isOfSomebody));
    }

    private static boolean isOfSomebody(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null
                && !Set.of("system", "InnocuousThreadGroup").contains(group.getName())
                && !thread.getName().startsWith("ForkJoinPool.commonPool");
    }

    /** Waits for a latch; preserves an interrupt. */
    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void poll(String what, BooleanSupplier condition) {
        long giveUp = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - giveUp > 0) {
                throw new AssertionError("not within a minute: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Sends pins with the indexes from 0. */
    static List<CompletableFuture<Receipt>> sendPins(Publisher publisher, int count) {
        List<CompletableFuture<Receipt>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(publisher.send(pin(i)));
        }
        return futures;
    }

    List<FakeService.Held> heldPins() {
        return service.held(harness.destination(Kind.PIN));
    }

    /** Returns the titles of the pins that the service holds, in the order in which it stored them. */
    List<String> heldTitles() {
        return heldPins().stream().map(held -> title(held.json())).toList();
    }

    static Pin pin(long index) {
        return pin(index, "pin " + index);
    }

    static Pin pin(long index, String title) {
        return new Pin(index, "id", title, "d", "p", "1k", "t", "image", "i", 1, "s", "art");
    }

    /** Creates a pin whose JSON takes exactly the given number of bytes. */
    static Pin pinOfBytes(long index, int bytes) {
        int empty = json(pin(index, "")).getBytes(StandardCharsets.UTF_8).length;
        return pin(index, "x".repeat(bytes - empty));
    }

    static Geo geo(long index) {
        return new Geo(index, LocalDateTime.of(2020, 8, 28, 3, 52, 47), -88.8298, 12.5, "Norway");
    }

    static User user(long index) {
        return new User(index, "Ada", "Field", 36, LocalDateTime.of(2016, 1, 2, 3, 4, 5));
    }

    static String json(PostEvent event) {
        return new String(PostJson.encode(event), StandardCharsets.UTF_8);
    }

    private static String title(String json) {
        int from = json.indexOf("\"title\":\"") + 9;
        return json.substring(from, json.indexOf('"', from));
    }

    @Override
    public void close() {
        service.otherwise(new Fault.None());
        service.release();
        opened.forEach(Publisher::close);
        harness.close();
    }
}
