package consumer.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.VerificationException;
import io.github.azuredevopsconnector.VerificationResult;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModulePathTest {

    @Test
    void theJarWorksOnTheModulePath() {
        Module library = AzureDevOpsConnector.class.getModule();

        assertEquals("io.github.azuredevopsconnector", library.getName());
        assertEquals("consumer.connect", Connect.class.getModule().getName());
        assertEquals(Set.of("io.github.azuredevopsconnector"), exportedTo(library));
    }

    /** A class that is missing or cannot be read makes the result inconclusive, too, but with another cause. */
    @Test
    void connectingNeedsNothingElse() {
        VerificationResult result = Connect.withoutNetwork("https://dev.azure.com/contoso", "token");

        String cause = ((Inconclusive) result).cause().orElseThrow().getMessage();
        assertTrue(cause.contains("java.net.ConnectException"), cause);
        assertThrows(VerificationException.class, result::orElseThrow);
        assertTrue(Connect.withoutNetwork("contoso", "token").isRejected());
    }

    private static Set<String> exportedTo(Module library) {
        return library.getPackages().stream()
                .filter(name -> library.isExported(name, Connect.class.getModule()))
                .collect(java.util.stream.Collectors.toSet());
    }
}
