package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Message;
import io.pinpipe.Pin;
import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.transport.BatchPublisherBuilder.Ordering;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One run of the engine in virtual time, with settings, sends and faults drawn from a seed, and its invariants. */
final class FaultSchedule {

    /** One send and its outcome. */
    private static final class Sent {
        final Pin pin;
        final CompletableFuture<Receipt> future;

        @Nullable
        Receipt receipt;

        @Nullable
        PublishException failure;

        int endings;
        int attempts;
        boolean inFlight;
        Duration settledAt = Duration.ZERO;

        Sent(Pin pin, CompletableFuture<Receipt> future) {
            this.pin = pin;
            this.future = future;
        }
    }

    /**
     * The service stores no more copies than this for each event that it was or may have been given, beside one request
     * for each scripted fault.
     */
    private static final int COPIES_MAX = 4;

    /** The delay that the service occasionally asks for. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final SplittableRandom random;
    private final VirtualRuntime runtime;
    private final FakeService service;
    private final int batchRecords;
    private final int batchBytes;
    private final Duration deliveryTimeout;
    private final Duration requestTimeout;
    private final Duration backoffMax;
    private final Ordering ordering;

    /** How long the service takes for a record, one request after another; zero in most schedules. */
    private final Duration perRecord;

    private final Map<String, Sent> byTitle = new HashMap<>();
    private final Map<Long, List<Sent>> byKey = new HashMap<>();
    private Duration busyUntil = Duration.ZERO;
    private int faults;
    private long overtaken;
    private final List<Sent> sent = new ArrayList<>();
    private final Set<String> lateTitles = new HashSet<>();
    private final Map<String, Integer> inFlight = new HashMap<>();
    private final Map<String, Duration> sentAt = new HashMap<>();
    private long accepted;
    private long heardDelivered;
    private long heardFailed;
    private final List<String> violations = new ArrayList<>();
    private boolean closed;

    FaultSchedule(long seed) {
        this.random = new SplittableRandom(seed);
        this.runtime = new VirtualRuntime(seed);
        this.service = new FakeService(runtime::nanoTime);
        this.batchRecords = 1 + random.nextInt(30);
        this.batchBytes = 300 + random.nextInt(6_000);
        this.deliveryTimeout = Duration.ofMillis(500 + random.nextInt(20_000));
        this.ordering = random.nextInt(5) == 0 ? Ordering.NONE : Ordering.PER_KEY;
        this.requestTimeout = Duration.ofMillis(50 + random.nextInt(3_000));
        this.backoffMax = Duration.ofMillis(200 + random.nextInt(3_000));
        this.perRecord =
                random.nextInt(3) == 0 ? requestTimeout.dividedBy(1 + random.nextInt(3 * batchRecords)) : Duration.ZERO;
    }

    void run(FaultTotals totals) {
        InMemoryPublisher publisher = open();
        int sends = 1 + random.nextInt(150);
        int keys = 1 + random.nextInt(random.nextBoolean() ? 5 : 200);
        faults = random.nextInt(60);
        for (int i = 0; i < faults; i++) {
            service.script(random.nextInt(3) == 0 ? new Fault.None() : fault());
        }
        List<CompletableFuture<Void>> flushes = new ArrayList<>();
        for (int i = 0; i < sends; i++) {
            send(publisher, random.nextInt(keys), i);
            if (random.nextInt(6) == 0) {
                runtime.advance(Duration.ofMillis(random.nextInt(400)));
            }
            if (random.nextInt(20) == 0) {
                service.release();
            }
            if (random.nextInt(25) == 0) {
                flushes.add(flush(publisher));
            }
        }
        if (random.nextInt(4) > 0) {
            flushes.add(flush(publisher));
            runtime.schedule(Duration.ofSeconds(random.nextInt(30)).toNanos(), service::release);
            runtime.advance(deliveryTimeout.plusSeconds(1));
            assertThat(sent).as("ended by its deadline").allMatch(one -> one.endings == 1);
        }
        publisher.close();
        closed = true;
        int requests = service.requests().size();
        runtime.advance(Duration.ofHours(1));
        assertThat(service.requests()).as("requests after close").hasSize(requests);
        assertThat(flushes).as("flushes").allMatch(CompletableFuture::isDone);
        Map<String, Long> heldOnTime = heldByTitle();
        service.release();
        check(heldOnTime, totals);
        count(totals, requests);
        assertThat(totals.falseSuccesses).as("false successes").isZero();
        assertThat(totals.outOfOrder).as("out of order").isZero();
        assertThat(totals.overtaken).as("overtaken").isZero();
        assertThat(totals.silentlyDuplicated).as("silently duplicated").isZero();
    }

    private InMemoryPublisher open() {
        Map<String, String> options = new HashMap<>();
        options.put("batchRecords", "" + batchRecords);
        options.put("batchBytes", "" + batchBytes);
        options.put("linger", random.nextInt(50) + "ms");
        options.put("requestsInFlight", "" + (1 + random.nextInt(5)));
        options.put("requestTimeout", requestTimeout.toMillis() + "ms");
        options.put("backoff", random.nextInt(200) + "ms");
        options.put("backoffMax", backoffMax.toMillis() + "ms");
        options.put("deliveryTimeout", deliveryTimeout.toMillis() + "ms");
        options.put("bufferBytes", "" + (1_000 + random.nextInt(60_000)));
        options.put("bufferWait", random.nextInt(2_000) + "ms");
        options.put("callbackLimit", "" + (1 + random.nextInt(50)));
        options.put("closeTimeout", random.nextInt(5_000) + "ms");
        options.put("ordering", ordering.name());
        return InMemoryPublisher.builder()
                .userId("u")
                .options(options)
                .runtime(runtime)
                .service(service)
                .timer((delay, task) -> runtime.schedule(delay.toNanos(), task))
                .wrap(this::watch)
                .listener(new PublishListener() {
                    @Override
                    public void accepted(String destination, int bytes, Duration waited) {
                        accepted++;
                    }

                    @Override
                    public void delivered(Receipt receipt) {
                        heardDelivered++;
                    }

                    @Override
                    public void failed(String destination, PublishException failure) {
                        heardFailed++;
                    }
                })
                .build();
    }

    private Fault fault() {
        return switch (random.nextInt(12)) {
            case 0 -> new Fault.RefuseSome(refusal(), positions());
            case 1 -> new Fault.RefuseSome(refusal(), positions());
            case 2 -> new Fault.RefuseAll(refusal());
            case 3 -> new Fault.RefuseRequest(Reason.THROTTLED, random.nextBoolean() ? "1" : null);
            case 4 -> new Fault.RefuseRequest(Reason.TOO_LARGE, null);
            case 5 -> new Fault.CutBeforeStoring();
            case 6 -> new Fault.StoreThenCut();
            case 7 -> new Fault.StoreThenHang();
            case 8 -> new Fault.StoreLate();
            case 9 -> new Fault.Hold();
            case 10 -> new Fault.Slow(Duration.ofMillis(random.nextInt(2_000)));
            default -> random.nextBoolean() ? new Fault.ShortReply() : new Fault.Garbage();
        };
    }

    private Reason refusal() {
        return switch (random.nextInt(5)) {
            case 0 -> Reason.REJECTED;
            case 1 -> Reason.UNAVAILABLE;
            default -> Reason.THROTTLED;
        };
    }

    private List<Integer> positions() {
        return IntStream.range(0, batchRecords)
                .filter(position -> random.nextInt(3) == 0)
                .boxed()
                .toList();
    }

    private void send(InMemoryPublisher publisher, long key, int number) {
        String title = "event " + number + " " + "x".repeat(random.nextInt(300));
        Pin pin = ContractRun.pin(key, title);
        sentAt.put(title, runtime.elapsed());
        Sent one = new Sent(pin, publisher.send(pin));
        one.future.whenComplete((receipt, failure) -> {
            one.endings++;
            one.receipt = receipt;
            one.failure = (PublishException) failure;
        });
        sent.add(one);
        byTitle.put(title, one);
        byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(one);
        if (random.nextInt(50) == 0) {
            one.future.copy().cancel(true);
        }
    }

    private CompletableFuture<Void> flush(InMemoryPublisher publisher) {
        List<Sent> earlier = List.copyOf(sent);
        return publisher
                .flush()
                .thenRun(() -> must(
                        earlier.stream().allMatch(one -> one.endings == 1), "a flush done before an earlier send"));
    }

    /** Records a violation where an exception would only reach the engine. */
    private void must(boolean condition, String otherwise) {
        if (!condition) {
            violations.add(otherwise + " at " + runtime.elapsed());
        }
    }

    /** Whether an event that was sent before another could have been sent by now, but was not. */
    private boolean isOvertaken(Sent one) {
        Duration now = runtime.elapsed();
        boolean over =
                one.future.isDone() || one.inFlight || now.compareTo(deadline(String.valueOf(one.pin.title()))) >= 0;
        if (over || isBlocked(one)) {
            return false;
        }
        Duration waited = backoffMax.compareTo(RETRY_AFTER) > 0 ? backoffMax : RETRY_AFTER;
        return one.attempts == 0 || now.compareTo(one.settledAt.plus(waited)) > 0;
    }

    private boolean isBlocked(Sent one) {
        if (ordering == Ordering.NONE) {
            return false;
        }
        for (Sent earlier : byKey.getOrDefault(one.pin.index(), List.of())) {
            if (earlier == one) {
                break;
            }
            if (!earlier.future.isDone() || earlier.inFlight) {
                return true;
            }
        }
        return false;
    }

    private Duration deadline(String title) {
        return sentAt.getOrDefault(title, Duration.ZERO).plus(deliveryTimeout);
    }

    /** Records which events the last of a batch overtook, and that the whole batch is in flight. */
    private List<Sent> start(Batch batch) {
        List<Sent> started = batch.messages().stream()
                .map(message -> byTitle.get(title(message)))
                .toList();
        for (Sent one : started) {
            one.inFlight = true;
            one.attempts++;
        }
        Sent last = started.get(started.size() - 1);
        for (Sent one : sent) {
            if (one == last) {
                break;
            }
            overtaken += isOvertaken(one) ? 1 : 0;
        }
        return started;
    }

    private void land(List<Sent> started) {
        for (Sent one : started) {
            one.inFlight = false;
            one.settledAt = runtime.elapsed();
        }
    }

    /** Answers when the service has processed all earlier requests. */
    private CompletableFuture<List<Outcome>> slowly(CompletableFuture<List<Outcome>> answer, int records) {
        if (perRecord.isZero()) {
            return answer;
        }
        Duration now = runtime.elapsed();
        busyUntil = (busyUntil.compareTo(now) > 0 ? busyUntil : now).plus(perRecord.multipliedBy(records));
        CompletableFuture<List<Outcome>> later = new CompletableFuture<>();
        runtime.schedule(busyUntil.minus(now).toNanos(), () -> answer.thenAccept(later::complete));
        return later;
    }

    /** Checks each attempt: limits, lanes, deadlines, order, and that none starts after close. */
    private BatchTransport watch(BatchTransport inner) {
        return new BatchTransport() {
            @Override
            public CompletionStage<List<Outcome>> attempt(Batch batch) {
                long bytes = batch.messages().stream()
                        .mapToLong(message -> message.value().length)
                        .sum();
                must(!closed, "an attempt after close");
                must(!batch.messages().isEmpty(), "an empty batch");
                must(batch.messages().size() <= batchRecords, "too many records in a batch");
                must(bytes <= batchBytes, "too many bytes in a batch");
                batch.messages().forEach(message -> {
                    String key = String.valueOf(message.key());
                    must(runtime.elapsed().compareTo(deadline(title(message))) < 0, "an attempt after the deadline");
                    int now = inFlight.merge(key, 1, Integer::sum);
                    must(ordering == Ordering.NONE || now == 1, "two in flight in a lane");
                });
                List<Sent> started = start(batch);
                CompletableFuture<List<Outcome>> answer =
                        slowly(inner.attempt(batch).toCompletableFuture(), started.size());
                answer.whenComplete((outcomes, thrown) -> {
                    land(started);
                    batch.messages()
                            .forEach(message -> inFlight.merge(String.valueOf(message.key()), -1, Integer::sum));
                });
                return answer;
            }

            @Override
            public void close() {
                inner.close();
            }
        };
    }

    private Map<String, Long> heldByTitle() {
        return service.held("u.pin").stream()
                .map(FaultSchedule::title)
                .collect(Collectors.groupingBy(title -> title, Collectors.counting()));
    }

    private void check(Map<String, Long> heldOnTime, FaultTotals totals) {
        assertThat(violations).isEmpty();
        Map<String, Long> heldAtLast = heldByTitle();
        Map<Long, Long> lastPosition = new HashMap<>();
        Set<Long> uncertainLanes = new HashSet<>();
        List<FakeService.Held> held = service.held("u.pin");
        for (Sent one : sent) {
            String title = String.valueOf(one.pin.title());
            long times = heldAtLast.getOrDefault(title, 0L);
            assertThat(one.endings).as("endings of %s", title).isEqualTo(1);
            if (times > heldOnTime.getOrDefault(title, 0L)) {
                lateTitles.add(title);
            }
            if (one.receipt != null) {
                check(one.receipt, title, times, held, totals);
                if (!one.receipt.maybeDuplicated()
                        && ordering == Ordering.PER_KEY
                        && !uncertainLanes.contains(one.pin.index())) {
                    long position = Long.parseLong(String.valueOf(one.receipt.position()));
                    Long before = lastPosition.put(one.pin.index(), position);
                    if (before != null && position <= before) {
                        totals.outOfOrder++;
                    }
                }
            } else if (one.failure != null && one.failure.maybeStored()) {
                uncertainLanes.add(one.pin.index());
            } else {
                assertThat(times).as("certainly not stored: %s", title).isZero();
            }
        }
        assertThat(held).as("nothing invented").allMatch(record -> sentAt.containsKey(title(record)));
        long maybeStored = sent.stream()
                .filter(one -> one.failure != null && one.failure.maybeStored())
                .count();
        assertThat((long) held.size())
                .as("copies of %d delivered and %d that may be stored", heardDelivered, maybeStored)
                .isLessThanOrEqualTo(COPIES_MAX * (heardDelivered + maybeStored) + (long) faults * batchRecords);
        long admitted = sent.stream()
                .filter(one -> one.failure == null || !isRefusedAtTheDoor(one.failure))
                .count();
        assertThat(heardDelivered + heardFailed)
                .as("accepted = delivered + failed")
                .isEqualTo(accepted);
        assertThat(accepted).isGreaterThanOrEqualTo(admitted);
    }

    private static void check(
            Receipt receipt, String title, long times, List<FakeService.Held> held, FaultTotals totals) {
        String position = receipt.position();
        if (position == null || !title(held.get(Integer.parseInt(position))).equals(title)) {
            totals.falseSuccesses++;
        }
        if (!receipt.maybeDuplicated() && times > 1) {
            totals.silentlyDuplicated++;
        }
    }

    private static boolean isRefusedAtTheDoor(PublishException failure) {
        return failure.reason() == Reason.BUFFER_FULL
                || failure.reason() == Reason.TOO_LARGE
                || failure.reason() == Reason.CLOSED;
    }

    private void count(FaultTotals totals, int requests) {
        totals.accepted += accepted;
        totals.delivered += heardDelivered;
        totals.failed += heardFailed;
        totals.refused += sent.size() - accepted;
        totals.maybeDuplicated += sent.stream()
                .filter(one -> one.receipt != null && one.receipt.maybeDuplicated())
                .count();
        totals.lateStores += lateTitles.size();
        totals.requests += requests;
        totals.copies += service.held("u.pin").size();
        totals.overtaken += overtaken;
    }

    private static String title(FakeService.Held record) {
        return titleOf(record.json());
    }

    private static String title(Message message) {
        return titleOf(new String(message.value(), StandardCharsets.UTF_8));
    }

    private static String titleOf(String json) {
        int from = json.indexOf("\"title\":\"") + 9;
        return json.substring(from, json.indexOf('"', from));
    }
}
