"""Where is every driver now, and who is near this rider?"""
