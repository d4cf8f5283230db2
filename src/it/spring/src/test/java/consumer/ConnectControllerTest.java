package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ConnectControllerTest {

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private final List<String> saved = new ArrayList<>();
    private final MockMvc web = MockMvcBuilders.standaloneSetup(new ConnectController(
                    fake.connector(),
                    connection -> saved.add(connection.organizationUrl() + " "
                            + connection.personalAccessToken().reveal())))
            .build();

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void theRightTokenIsSaved() throws Exception {
        fake.organization("contoso");

        MockHttpServletResponse response = submit("contoso.visualstudio.com", fake.token());

        assertEquals(200, response.getStatus());
        assertTrue(response.getContentAsString().contains("Connected to the organization "));
        assertEquals(List.of("https://dev.azure.com/contoso " + fake.token()), saved);
    }

    @Test
    void anExpiredTokenIsToldAtItsField() throws Exception {
        fake.organization("contoso").leadsTo(Rejected.Reason.TOKEN_EXPIRED);

        MockHttpServletResponse response = submit("https://dev.azure.com/contoso", fake.token());

        assertEquals(422, response.getStatus());
        assertTrue(response.getContentAsString().contains("\"field\":\"personalAccessToken\""));
        assertEquals(List.of(), saved);
    }

    @Test
    void anOutageBlamesNoField() throws Exception {
        fake.organization("contoso").leadsTo(Inconclusive.Reason.SERVICE_UNAVAILABLE);

        MockHttpServletResponse response = submit("https://dev.azure.com/contoso", fake.token());

        assertEquals(503, response.getStatus());
        assertTrue(response.getContentAsString().contains("\"field\":\"\""));
        assertEquals(List.of(), saved);
    }

    private MockHttpServletResponse submit(String organizationUrl, String personalAccessToken) throws Exception {
        return web.perform(post("/connections")
                        .param("organizationUrl", organizationUrl)
                        .param("personalAccessToken", personalAccessToken))
                .andReturn()
                .getResponse();
    }
}
