/// Keys that nobody uses: made for these tests.
enum TestKeys {
    /// PKCS #8, RSA of 2048 bits.
    static let rsa2048 = """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCZRIAnSZZ6h7mx
        C33aDnJAdTVYy1o8VObHDmvC4eBxiEZ04t/qqxah5Eq+O7lTlvYUSXhrFxaPv1KT
        zf6hTkirNnbkeFBayOB0nOrwC4o8vE/yXaKx3WbcILCJCRBooevPC6tLH8HHLWty
        otIF6+zlCxvdmjT1BHyOCgrgLtd57jy3gRbO49YAire0hKCSj7ufbKOY+Oi367HQ
        vlUHJvp0dCiDWaFsZzDBP/zJf/RAFRNF+vulRMXdOAIhQkfm+x/Iz8cwmZ0m5nXy
        nEW+su5/PFKk6+fY1tpH5nMWwRgWcD+wCLgCT7zXHuRH5VLamDcywWjzSVaurxDs
        9m3ekhVXAgMBAAECggEADp7TNBbiojj072eaOhqAruy/XwNe+JGyG1uhJKD+vmBy
        is84REl3yjpdyucllvdimALTgtuxTPBs7yk1A1bVZce3RbTDGDXrUL8bRjTDm2bs
        oBZrNlkEE+GRFYa7faUHOo6cE3l/DFdP1Z/54D4Q218uPvsT1tT2ZhJH1qTWlzc1
        yDv2C5XJt9vOhRanCOZpsgVDdf0YZYcL2zweCOiF9FEp8le/bJZ+eUaJ5JytXYHX
        mu6ZJrXfJFPSa4R5LVWw5GKp+yJnV6XSSfXaxYsVvfpQtqM0i3Eqhn80fAo11EXu
        bOmsthymm2DeHMuGQelVj7DH2HrL33ntUKXIfRPgAQKBgQDU96LbJq+I2UvD+lZy
        c5Ug+Xl2ZojdQRWHi8GqjmQ8OtpeRFaeB4NiXgZtAd8zaIBmhpyqsLdLTi6QvVH3
        aNS0f0rYYUIZBMt6Z4d8H7I9CYcOvRGUf0sudgjcTc0l8wZ6cH4O6nhPROJ5U74n
        FGPspFGXHAPlppaG5Yd1HfHlVwKBgQC4PLf9IfrkWg5Nfe/uuQ1OnYecZAgSrExG
        GnSiuzY9HnzUBp+uKlKHrY+BwWFdc34iccZ1wYB6BKvidtWS0xH56OJLn1jxiI2k
        ghSGizrsvOOM5HwUpNXiyYligqDoDwfDr1QavE40nCBR/RTE4O71b5aQF+PRcR/y
        I5a6SJNQAQKBgCIghMJlkp91YsTG6u9wQieEksg8ahY6hb6w0JoKM1nLfI66mL6+
        KXmr44+4SxIr3tePHq/jnZu9rYyYKfhhniRGebHu8+6abBjzWiyzz5YkXrYn6hdH
        xr5tP8I93XAFX7ZjLHArdpgNS9Vxa/lLNTAIrOJwJNe6OEjpoylLYSYFAoGAe7fC
        ccikuz1CR4VfXnaD2hvs2fdOeIOdQKI5WqHO/WIAvzyndARVoWjKan7ajC+nLygp
        9h93z/hdGFlmeA8nDiP1+oRJ7QAe5a64a9UJP7pkL9OrAw3h10Yw7Kb9uHeHZj/R
        gZacCbYh+gyyKrdFoClL+P0h7h5CLo75g6SC0AECgYEAxqbI6Y/s36GSExHteA9l
        WEHJPddltx/1aCnGY7lewmjhUmyEyOnUlAOsVfNLgNaxjiYniiP7T9pCIo++zmd4
        fFHv4bm+P3+GGHaMs0hQ+bzU/hW0umVulqyajSS8hXt+TOdfSBRkRbwW+8Om6/4i
        YNeFOAiYmVr4axv4ympaUHc=
        -----END PRIVATE KEY-----
        """
    /// PKCS #1, RSA of 1024 bits.
    static let rsa1024 = """
        -----BEGIN RSA PRIVATE KEY-----
        MIICXQIBAAKBgQDbYtqTkrDQXTf4sQgu/qc8l0YeMon7I46wL5sAQcZDZeaL75lk
        UYLx+8Ew0WMd2DWk/oV7ZnOW4SVn9L2xuYHs6iyo7vGB58s2go/YhJWsp6vGLhKn
        kfs1n9AA3SW62fBs38cP2pDDBglbTb0osE1yo+g37kVHQ+yUrRTHiltiaQIDAQAB
        AoGBAL7LhhR5qtRLffYG4HsedQs49H4mreF/1wRbIo5ipa7P3GUvB1Q7n4obzLRM
        Jcs60cygni3nt/cr74AtVRxPnTF03RSj/nYKZIYp5mY9HuXO6f4ngdHBwEedQSmR
        FirgRLHm3FnY1cM5S0pWlRigB9d3zb3k/uhsSY8ndS/NraSRAkEA+ePI1N/f+uRp
        vW/p2SIBXW6krjaYapk6/6fQxMkQqL06aComOx4GogC5jH9pkqvU0zxoiBx0Cw0U
        AGtmnn5o2wJBAODAIMsOxEp1NxnVLKe6TIc8HrU8usAtBsy+24SuZKJaVe84uuMz
        TA1xhSBWtIK5kU/wJVZBfHwu85l45Ca/8wsCQAGXCnMYTZOKGoYjDSjdh4axqoiV
        PlkHSpHP3osyAFIiihmZkw6zPTWQrZ2QPfq57yu86alcDPz5A1SRWmDNyxsCQQCT
        NYTFO+DaHDiBFR3wppflpD1A3Iw9v8BKb2B9YXTM2nqa+/99PWY9D/PwoJoPXdiO
        EW+DNdWByYcJKSPXNbbNAkBbVc1JUZvczj6e0BdcMSlBkRFNWndVpAnsmunm87JT
        dIwfKRSSjlXtsFrbZDcAGa0u+Vp8T42yY40Rd5Yvdlmq
        -----END RSA PRIVATE KEY-----
        """
    /// PKCS #8, Ed25519.
    static let ed25519 = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIPRFTajm+r88eGjJUGuU9PWlKDhs25YEnfLRO7gI7f5L
        -----END PRIVATE KEY-----
        """
    /// PKCS #8, an elliptic curve that DKIM does not know.
    static let p256 = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgtGGPKjPFjBYBC5eu
        1jDEUOpyubyrfnH0wsqZNPRX3luhRANCAARnDrcqA0Rh9NqgF09ARPDkOJaLTAzW
        vZJY7eDZGIHPp1OAhbW1E/dwUOgkxo0IS0lXWwocC3mYj4rYKiEdRczn
        -----END PRIVATE KEY-----
        """
    /// The public half of `ed25519`.
    static let ed25519Public = "Civh1jQ9R6SkGiPCJtGcO2abSg2G8+3uYqKIw+c5Tjw="
    /// The public half of `rsa1024` as SubjectPublicKeyInfo.
    static let rsa1024Public =
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDbYtqTkrDQXTf4sQgu/qc8l0YeMon7I46wL5sAQcZDZeaL75lkUYLx+8Ew0WMd2DWk/oV7"
        + "ZnOW4SVn9L2xuYHs6iyo7vGB58s2go/YhJWsp6vGLhKnkfs1n9AA3SW62fBs38cP2pDDBglbTb0osE1yo+g37kVHQ+yUrRTHiltiaQIDAQAB"
    /// The public half of `rsa1024` as PKCS #1.
    static let rsa1024PKCS1 =
        "MIGJAoGBANti2pOSsNBdN/ixCC7+pzyXRh4yifsjjrAvmwBBxkNl5ovvmWRRgvH7wTDRYx3YNaT+hXtmc5bhJWf0vbG5gezqLKju8YHnyzaC"
        + "j9iElaynq8YuEqeR+zWf0ADdJbrZ8Gzfxw/akMMGCVtNvSiwTXKj6DfuRUdD7JStFMeKW2JpAgMBAAE="
    /// An RSA key of 512 bits.
    static let rsa512Public =
        "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALdGRiVgTq2H8/OaSqKftouj3p2jLl0y6AVcB5Jj3xmajzgtilJOdlaeOkpcY7OXWTSMOenP4U0h"
        + "FZdbBiugV/UCAwEAAQ=="
    /// The form of an RSA key of 4608 bits; its modulus is no product of two primes.
    static let rsa4608Public =
        "MIICYjANBgkqhkiG9w0BAQEFAAOCAk8AMIICSgKCAkEAv8WZ4zoQXfGlV7CBoq/YRpZ8Scz851di3Eptbd/VqdX0WKOmLXlbs+kC"
        + "4GyxTQksIe5m/b+Zvd84KQGFUUUyweU3IfPIGrhdY/4f9GO1f/8zM4jFWbASyIJN4O7K5ZK+i46zJHbUzxvHe8yJmGa9lCSg7CoP"
        + "OMizol1kAqgsihGwsrw73o+8Q9q3RuH9hIPbSOb0nS5wwR0A8baoxKHE1IX8QyHpbgjvAy6yMtpLyFUN2UTI37XS/bO0P0FzSSoo"
        + "KC1N8Ie7j2lwm02XMznbh6wHlAibfiePBjUI1zy9jwzrSRkawrPcbulwi8LtlhQxIy/p0DtOYOJzAiqY2fmNOV3yI81XQ9Bx2xZ5"
        + "CFbheVs1t2eda1WcrN600JiHS7iPKhGtWOQxluz7dAyExSyZwuS2PekmOfoaK/IewnqVR0mXx9hIyOnjoJdFV3mYWX4GLuVslByA"
        + "jr8XkzCUP943O6NGPAKH4PncXG+LYQizCP1QXv/hdmSuzxueFM6NQebf3pj5JEQfJpDUaO52btbe5yeSsvoeAG/Dypy58zBUk7v8"
        + "eAzVdQkDIPMbeceGtTSEIWCJx7fi70be4OZXd2l5IS+8027Rc7KO9c8ObfZwcJIkiK1ppZXduoe5DfYxk99+SNh5LEaQV1w8/vKQ"
        + "6PgdahPYu6ih5ixlASXJzH8BwOXGScXcto0vA99jcBvLRgMIsprLfpYPzJuC3b4avhz9jSFHE3YgsM1p8IiT1KQYiP6kf3oRp1ZY"
        + "6LjMmJpDtuI7AgMBAAE="
    /// The same of 2048 bits, with the exponent 1.
    static let rsa2048ExponentOne =
        "MIIBIDANBgkqhkiG9w0BAQEFAAOCAQ0AMIIBCAKCAQEAhf0gMv41V5ePb6N3E7tyJBUjTxbPdJGGoestUKel3uhDyo+E5JS548Pn"
        + "yQoXGIuFKNShdKsRpQD/PPNFYQ2J9X7v7Ocf6kXeTP/lS9s1u9jUjc/yUAOM/53RV65kAJkDH0ss0Xj+BdHrDREq5qn5iRVCvvYF"
        + "tStIHV+7kbzHuIV9QQg6v89cK47vyL+rxAqNqYNkWMQuPzKEi2Jqtth334tOic3SWYp9+p/kTKUOpYVacaGGw4KFf8o+uHK/GAxy"
        + "Uulp0HFqqqRQj52MuvdoStuaXp85PSxHUYFHFDlVtrGsduZIK3TeUuvsI7u77qy9wiZ9CvzC6aUf1BK6kt6UowIBAQ=="
    /// The same with the exponent 65536.
    static let rsa2048ExponentEven =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3F37wT+i2DEYHoBpaBBPmTAwyK0+3OLf3l6X27w1wm8x6kbb0x36YE4F"
        + "2556uEziBsA0R2zj+Igk7xNEYxuYScFlAeHES641yATTKy1EQNU9GnAyNmMtEYpFa2TmilPw+opjr94wuKKqpoXqIfJ3oh4zu509"
        + "mhTpo8rlIfpk+kPm+wnWZUMDJYOTaXEtAvdOFwbffd2RBbcz21t5LvIs4qh3GXNOfte2hyNPcw1taCC7yYnqnpx3MgDt+8UuInJ/"
        + "4OdRsyuXLpgZ18a6DW/4ETsNh4BeTxRy7flhcBtvAZh/uhhd8Eym+mzM+YcoOhrpIoRa620TPoLXOR2RXy8YVwIDAQAA"
    /// The public half of `rsa2048` as SubjectPublicKeyInfo.
    static let rsa2048Public =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmUSAJ0mWeoe5sQt92g5yQHU1WMtaPFTmxw5rwuHgcYhGdOLf6qsWoeRK"
        + "vju5U5b2FEl4axcWj79Sk83+oU5IqzZ25HhQWsjgdJzq8AuKPLxP8l2isd1m3CCwiQkQaKHrzwurSx/Bxy1rcqLSBevs5Qsb3Zo0"
        + "9QR8jgoK4C7Xee48t4EWzuPWAIq3tISgko+7n2yjmPjot+ux0L5VByb6dHQog1mhbGcwwT/8yX/0QBUTRfr7pUTF3TgCIUJH5vsf"
        + "yM/HMJmdJuZ18pxFvrLufzxSpOvn2NbaR+ZzFsEYFnA/sAi4Ak+81x7kR+VS2pg3MsFo80lWrq8Q7PZt3pIVVwIDAQAB"
}
