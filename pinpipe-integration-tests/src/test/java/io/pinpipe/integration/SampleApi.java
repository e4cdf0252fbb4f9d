package io.pinpipe.integration;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.Function;

/** Types with every kind of member, and the lines that describe their API. */
public final class SampleApi {

    static final List<String> LINES = List.of(
            "io.pinpipe.integration.SampleApi.Colour.RED: static final io.pinpipe.integration.SampleApi.Colour",
            "io.pinpipe.integration.SampleApi.Colour: enum",
            "io.pinpipe.integration.SampleApi.Open.LIMIT: static final int",
            "io.pinpipe.integration.SampleApi.Open.mapped(java.util.function.Function<? super T, ? extends R>, byte[]):"
                    + " final <R extends Number> java.util.List<R> throws java.io.IOException",
            "io.pinpipe.integration.SampleApi.Open.new(): protected constructor",
            "io.pinpipe.integration.SampleApi.Open.ofTheParent(): void",
            "io.pinpipe.integration.SampleApi.Open.own(java.util.Map.Entry<String, T>[]): protected abstract void",
            "io.pinpipe.integration.SampleApi.Open: static abstract class <T extends Comparable<T>> implements"
                    + " java.util.RandomAccess",
            "io.pinpipe.integration.SampleApi.Pair.left(): int",
            "io.pinpipe.integration.SampleApi.Pair.new(int): constructor",
            "io.pinpipe.integration.SampleApi.Pair: record",
            "io.pinpipe.integration.SampleApi: final class");

    private SampleApi() {}

    static Class<?>[] everyType() {
        return new Class<?>[] {SampleApi.class, Colour.class, Hidden.class, Open.class, Pair.class};
    }

    public enum Colour {
        RED
    }

    public record Pair(int left) {

        @Override
        public String toString() {
            return "";
        }
    }

    abstract static class Hidden {

        public void ofTheParent() {}

        void unseen() {}
    }

    public abstract static class Open<T extends Comparable<T>> extends Hidden implements RandomAccess {

        public static final int LIMIT = 3;

        protected Open() {}

        public final <R extends Number> List<R> mapped(Function<? super T, ? extends R> mapping, byte[] bytes)
                throws IOException {
            throw new IOException();
        }

        protected abstract void own(Map.Entry<String, T>[] entries);

        private void secret() {}
    }
}
