package io.esteira.audit;

import io.esteira.platform.ConditionalOnRole;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The report for programs. */
@RestController
@ConditionalOnRole("audit")
class AuditApi {

    private final Audit audit;
    private final MessageSource texts;

    AuditApi(Audit audit, MessageSource texts) {
        this.audit = audit;
        this.texts = texts;
    }

    @GetMapping("/api/audit")
    AuditAnswer report() {
        return AuditAnswer.of(audit.report(), texts);
    }
}
