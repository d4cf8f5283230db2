package consumer;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Rejected.Concern;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ConnectController {

    private final AzureDevOpsConnector connector;
    private final Connections connections;

    ConnectController(AzureDevOpsConnector connector, Connections connections) {
        this.connector = connector;
        this.connections = connections;
    }

    @PostMapping("/connections")
    ResponseEntity<Map<String, String>> connect(
            @RequestParam(name = "organizationUrl", defaultValue = "") String organizationUrl,
            @RequestParam(name = "personalAccessToken", defaultValue = "") String personalAccessToken) {
        return connector
                .connect(organizationUrl, personalAccessToken)
                .match(
                        verified -> {
                            connections.save(verified.connection());
                            return answer(200, "", verified.message());
                        },
                        rejected -> answer(422, fieldOf(rejected.reason().concern()), rejected.message()),
                        inconclusive -> answer(503, "", inconclusive.message()));
    }

    private static String fieldOf(Concern concern) {
        switch (concern) {
            case ORGANIZATION_URL:
                return "organizationUrl";
            case TOKEN:
                return "personalAccessToken";
            default: // either field, or neither: the message stands above the form
                return "";
        }
    }

    private static ResponseEntity<Map<String, String>> answer(int status, String field, String message) {
        return ResponseEntity.status(status).body(Map.of("field", field, "message", message));
    }
}
