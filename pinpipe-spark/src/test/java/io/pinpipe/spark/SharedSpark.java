package io.pinpipe.spark;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides tests with this module's one Spark session, as a parameter of type {@link SparkSession}. It is started for
 * the first test that needs it and stopped after the last.
 */
public final class SharedSpark implements BeforeAllCallback, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) {
        session(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return session(context);
    }

    private static SparkSession session(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedSpark.class))
                .getOrComputeIfAbsent(Started.class)
                .spark;
    }

    /** Closed by JUnit at the end of the run. */
    private static final class Started implements AutoCloseable {

        private final SparkSession spark;

        Started() {
            // Tests have few rows: most of the time would be spent on empty tasks.
            System.setProperty("spark.sql.shuffle.partitions", "2");
            System.setProperty("spark.databricks.delta.snapshotPartitions", "1");
            // Nor is generated code worth compiling for a few rows; the jars' tests run with it.
            System.setProperty("spark.sql.codegen.wholeStage", "false");
            System.setProperty("spark.sql.codegen.factoryMode", "NO_CODEGEN");
            spark = Sessions.open("pinpipe tests");
        }

        @Override
        public void close() {
            spark.stop();
        }
    }
}
