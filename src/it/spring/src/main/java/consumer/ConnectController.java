package consumer;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.Rejected.Concern;
import io.github.azuredevopsconnector.TokenScope;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class ConnectController {

    private final AzureDevOpsConnector connector;
    private final Connections connections;

    ConnectController(AzureDevOpsConnector connector, Connections connections) {
        this.connector = connector;
        this.connections = connections;
    }

    @ModelAttribute("scopes")
    Set<TokenScope> scopes() {
        return connector.requiredScopes();
    }

    @GetMapping("/connect")
    String form() {
        return "connect";
    }

    /** Takes strings, because a conversion error would quote the token. */
    @PostMapping("/connect")
    String connect(
            @RequestParam(name = "organizationUrl", defaultValue = "") String organizationUrl,
            @RequestParam(name = "personalAccessToken", defaultValue = "") String personalAccessToken,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        model.addAttribute("organizationUrl", shownAgain(organizationUrl, personalAccessToken));
        return connector
                .connect(organizationUrl, personalAccessToken)
                .match(
                        verified -> {
                            connections.save(verified.connection());
                            redirect.addFlashAttribute("connected", verified.message());
                            return "redirect:/connect"; // so that a reload does not submit the form again
                        },
                        rejected -> {
                            response.setStatus(422);
                            Map<Concern, String> messages = rejected.messages();
                            String urlError = messages.get(Concern.ORGANIZATION_URL);
                            String tokenError = messages.get(Concern.TOKEN);
                            model.addAttribute("urlError", urlError);
                            model.addAttribute("tokenError", tokenError);
                            if (urlError == null && tokenError == null) {
                                model.addAttribute("message", rejected.message());
                            }
                            model.addAttribute("helpPage", rejected.helpPage().orElse(null));
                            return "connect";
                        },
                        inconclusive -> {
                            response.setStatus(503);
                            inconclusive
                                    .retryAfter()
                                    .map(wait -> wait.plusMillis(999).toSeconds()) // rounded up
                                    .ifPresent(seconds -> response.setHeader("Retry-After", "" + seconds));
                            model.addAttribute("message", inconclusive.message());
                            return "connect";
                        });
    }

    /** Returns the URL to show in its field again, unless it may contain a secret. */
    private static String shownAgain(String organizationUrl, String personalAccessToken) {
        return OrganizationUrl.mayContainSecret(organizationUrl) || contains(organizationUrl, personalAccessToken)
                ? ""
                : organizationUrl;
    }

    private static boolean contains(String organizationUrl, String personalAccessToken) {
        try {
            return organizationUrl.contains(
                    PersonalAccessToken.of(personalAccessToken).reveal());
        } catch (InvalidPersonalAccessTokenException e) {
            return false;
        }
    }
}
