package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that the classes of the library can be unloaded, as when a web application is redeployed, while the
 * application's client stays in use.
 */
@Tag("network")
@EnabledForJreRange(min = JRE.JAVA_17)
@Order(1) // begins first, because it waits for more than half a minute
class UnloadTest {

    /** The library keeps its client for 30 seconds, so there is no need to collect garbage earlier. */
    private static final Duration USED = Duration.ofSeconds(20);

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    private final HttpClient client = fake.httpClient();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(180)
    void theLibraryCanBeUnloadedAfterTheLastCall(boolean replaced) throws Exception {
        ReferenceQueue<ClassLoader> unloaded = new ReferenceQueue<>();
        Reference<ClassLoader> library = new PhantomReference<>(useLibrary(replaced), unloaded);
        // On JDK 17, the AccessControlContext of an open connection refers to all classes that were on the stack when
        // it was opened. JDK 20 and later close the connection after 30 seconds, earlier JDKs when the server does.
        fake.close();

        Reference<?> found = unloaded.remove(USED.toMillis());
        long end = System.nanoTime() + Duration.ofSeconds(150).toNanos();
        while (found == null && System.nanoTime() < end) {
            System.gc();
            found = unloaded.remove(2_000);
        }

        assertThat(found).isSameAs(library);
        assertThat(client.version()).isNotNull(); // keeps the client reachable
    }

    /** Connects with classes from a new class loader, and returns that class loader. */
    private ClassLoader useLibrary(boolean replaced) throws Exception {
        ClassLoader library = new Library();
        fake.organization("contoso");
        if (replaced) {
            fake.organization("contoso").answers(FakeAnswer.SILENT);
            connect(library, Duration.ofMillis(300));
            fake.organization("contoso").answers(FakeAnswer.OK);
        }
        assertThat(connect(library, Duration.ofSeconds(50))).startsWith("Verified[");
        return library;
    }

    private String connect(ClassLoader library, Duration timeout) throws Exception {
        Class<?> connectorType = library.loadClass(AzureDevOpsConnector.class.getName());
        Object builder = connectorType.getMethod("builder").invoke(null);
        Class<?> builderType = builder.getClass();
        builderType.getMethod("httpClient", HttpClient.class).invoke(builder, client);
        builderType.getMethod("timeout", Duration.class).invoke(builder, timeout);
        Object connector = builderType.getMethod("build").invoke(builder);
        return connectorType
                .getMethod("connect", String.class, String.class)
                .invoke(connector, "dev.azure.com/contoso", fake.token())
                .toString();
    }

    /** Loads the classes of the library again. */
    private static final class Library extends ClassLoader {
        Library() {
            super(UnloadTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.github.azuredevopsconnector.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
