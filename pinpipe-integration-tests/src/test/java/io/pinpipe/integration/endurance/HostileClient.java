package io.pinpipe.integration.endurance;

import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.User;
import io.pinpipe.testkit.servers.ChildProcess;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to hostile servers, in a JVM of its own with little memory, and prints the outcome of each.
 *
 * <p>Arguments: how many servers at a time, then for each server its address, how many events and the options as
 * {@code name=value} with commas between. The events of server <i>n</i> have the indexes from 1,000,000 <i>n</i> + 1, as
 * the first record with the index 0 is preceded by a request without records. Says {@code READY} first, then a line for
 * each event, for each publisher that was closed, and {@code end} with the bytes of heap in use.
 */
final class HostileClient {

    /** How much longer than its deadline an event may take on a slow machine. */
    static final int GRACE_SECONDS = 15;

    static final long INDEXES_A_SERVER = 1_000_000;

    private HostileClient() {}

    public static void main(String[] args) {
        Thread sender = new Thread(() -> sendAll(args), "hostile-client");
        sender.start();
        ChildProcess.serve("to send", () -> {});
    }

    private static void sendAll(String[] args) {
        ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(args[0]));
        List<CompletableFuture<Void>> servers = new ArrayList<>();
        for (int arg = 1; arg < args.length; arg += 3) {
            int server = arg / 3;
            URI target = URI.create(args[arg]);
            int events = Integer.parseInt(args[arg + 1]);
            Map<String, String> options = options(args[arg + 2]);
            servers.add(CompletableFuture.runAsync(() -> sendTo(server, target, events, options), threads));
        }
        servers.forEach(HostileClient::await);
        System.gc();
        Runtime memory = Runtime.getRuntime();
        print("end " + (memory.totalMemory() - memory.freeMemory()));
    }

    private static void await(CompletableFuture<Void> server) {
        try {
            server.join();
        } catch (RuntimeException e) {
            e.printStackTrace();
            print("broken " + e);
        }
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new HashMap<>();
        for (String option : text.split(",", -1)) {
            int equals = option.indexOf('=');
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return options;
    }

    private static void sendTo(int server, URI target, int events, Map<String, String> options) {
        Publisher publisher = Publisher.open(target, options);
        List<CompletableFuture<Receipt>> sent = new ArrayList<>();
        long first = server * INDEXES_A_SERVER + 1;
        for (long index = first; index < first + events; index++) {
            sent.add(publisher.send(event(index)));
        }
        for (int event = 0; event < events; event++) {
            print(server + " " + (first + event) + " " + outcome(sent.get(event)));
        }
        long began = System.nanoTime();
        publisher.close();
        print(server + " closed " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    private static User event(long index) {
        return new User(index, "Abigail", "Ali", 20, LocalDateTime.of(2015, 10, 24, 11, 23, 51));
    }

    private static String outcome(CompletableFuture<Receipt> future) {
        try {
            // The events' own deadline is shorter, and counts from when they were sent.
            Receipt receipt = future.get(HostileCases.DEADLINE_SECONDS + GRACE_SECONDS, TimeUnit.SECONDS);
            return "acknowledged " + quoted(receipt.partition()) + " " + quoted(receipt.position());
        } catch (ExecutionException e) {
            return e.getCause() instanceof PublishException failure
                    ? "failed " + failure.reason() + " " + failure.maybeStored() + " "
                            + String.valueOf(failure.getMessage()).replaceAll("\\s+", " ")
                    : "broken " + e.getCause();
        } catch (TimeoutException e) {
            return "open";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Removes spaces and line breaks that a server may have put in. */
    static String quoted(@Nullable String text) {
        return text == null ? "null" : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void print(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
