package io.pinpipe.testkit;

import io.pinpipe.Kind;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.transport.BatchTransport;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The in-memory publisher, in virtual time or on threads, with or without a wrapper around the transport. */
final class InMemoryHarness implements ContractHarness {

    private final @Nullable VirtualRuntime runtime;
    private final UnaryOperator<BatchTransport> wrap;
    private final @Nullable EngineMutant mutant;
    private final FakeService service;

    private InMemoryHarness(
            @Nullable VirtualRuntime runtime, UnaryOperator<BatchTransport> wrap, @Nullable EngineMutant mutant) {
        this.mutant = mutant;
        this.runtime = runtime;
        this.wrap = wrap;
        this.service = runtime == null ? new FakeService() : new FakeService(runtime::nanoTime);
    }

    static InMemoryHarness inVirtualTime() {
        return new InMemoryHarness(new VirtualRuntime(), UnaryOperator.identity(), null);
    }

    static InMemoryHarness onThreads() {
        return new InMemoryHarness(null, UnaryOperator.identity(), null);
    }

    static InMemoryHarness onThreads(EngineMutant mutant) {
        return new InMemoryHarness(null, UnaryOperator.identity(), mutant);
    }

    static InMemoryHarness inVirtualTime(UnaryOperator<BatchTransport> wrap) {
        return new InMemoryHarness(new VirtualRuntime(), wrap, null);
    }

    @Override
    public Publisher open(Map<String, String> options, PublishListener listener) {
        InMemoryPublisher.Builder builder = InMemoryPublisher.builder()
                .userId("u")
                .options(options)
                .listener(mutant == null ? listener : mutant.listener(listener))
                .service(service)
                .wrap(wrap);
        if (runtime != null) {
            builder.runtime(runtime).timer((delay, task) -> runtime.schedule(delay.toNanos(), task));
        }
        Publisher publisher = builder.build();
        return mutant == null ? publisher : mutant.publisher(publisher);
    }

    @Override
    public FakeService service() {
        return service;
    }

    @Override
    public String destination(Kind kind) {
        return "u." + kind.label();
    }

    @Override
    public Set<Ability> abilities() {
        Set<Ability> abilities = EnumSet.allOf(Ability.class);
        abilities.remove(Ability.SECRETS);
        abilities.remove(runtime == null ? Ability.VIRTUAL_TIME : Ability.THREADS);
        return abilities;
    }

    @Override
    public Set<Reason> fatalReasons() {
        return EnumSet.of(Reason.INVALID, Reason.TOO_LARGE, Reason.FORBIDDEN, Reason.NOT_FOUND, Reason.REJECTED);
    }

    @Override
    public void await(CompletableFuture<?> future) throws InterruptedException, TimeoutException {
        if (runtime == null) {
            ContractHarness.super.await(future);
        } else {
            runtime.await(future);
        }
    }

    @Override
    public void elapse(Duration duration) {
        if (runtime == null) {
            ContractHarness.super.elapse(duration);
        } else {
            runtime.advance(duration);
        }
    }

    @Override
    public void close() {
        // the service is in memory
    }
}
