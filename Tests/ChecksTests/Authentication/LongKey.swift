/// The form of an RSA key of 4608 bits in the strings of a record; its modulus is no product of two primes.
enum LongKey {
    static let pieces = [
        "MIICYjANBgkqhkiG9w0BAQEFAAOCAk8AMIICSgKCAkEAv8WZ4zoQXfGlV7CBoq/YRpZ8Scz851di3Eptbd/VqdX0WKOmLXlbs+kC"
            + "4GyxTQksIe5m/b+Zvd84KQGFUUUyweU3IfPIGrhdY/4f9GO1f/8zM4jFWbASyIJN4O7K5ZK+i46zJHbUzxvHe8yJmGa9lCSg7CoP"
            + "OMizol1kAqgsihGwsrw73o+8Q9q3RuH9hIPbSOb0",
        "nS5wwR0A8baoxKHE1IX8QyHpbgjvAy6yMtpLyFUN2UTI37XS/bO0P0FzSSooKC1N8Ie7j2lwm02XMznbh6wHlAibfiePBjUI1zy9"
            + "jwzrSRkawrPcbulwi8LtlhQxIy/p0DtOYOJzAiqY2fmNOV3yI81XQ9Bx2xZ5CFbheVs1t2eda1WcrN600JiHS7iPKhGtWOQxluz7"
            + "dAyExSyZwuS2PekmOfoaK/IewnqVR0mXx9hIyOnjoJdFV3mYWX",
        "4GLuVslByAjr8XkzCUP943O6NGPAKH4PncXG+LYQizCP1QXv/hdmSuzxueFM6NQebf3pj5JEQfJpDUaO52btbe5yeSsvoeAG/Dyp"
            + "y58zBUk7v8eAzVdQkDIPMbeceGtTSEIWCJx7fi70be4OZXd2l5IS+8027Rc7KO9c8ObfZwcJIkiK1ppZXduoe5DfYxk99+SNh5LE"
            + "aQV1w8/vKQ6PgdahPYu6ih5ixlASXJzH8BwOXGScXcto0vA99j",
        "cBvLRgMIsprLfpYPzJuC3b4avhz9jSFHE3YgsM1p8IiT1KQYiP6kf3oRp1ZY6LjMmJpDtuI7AgMBAAE=",
    ]
}
